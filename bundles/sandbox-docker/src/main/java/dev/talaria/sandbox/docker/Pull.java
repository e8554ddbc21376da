package dev.talaria.sandbox.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hears how far the daemon is with pulling an image. */
final class Pull implements ResultCallback<PullResponseItem> {
    private static final long MEGABYTE = 1_000_000;

    private final String image;
    private final Consumer<String> progress;
    private final Map<String, ResponseItem.ProgressDetail> layers = new ConcurrentHashMap<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private String lastTold = "";
    private volatile @Nullable Closeable stream;
    private volatile @Nullable Throwable failure;
    private volatile boolean stopped;

    Pull(String image, Consumer<String> progress) {
        this.image = image;
        this.progress = progress;
        tell();
    }

    @Override
    public void onStart(Closeable answer) {
        stream = answer;
        if (stopped) {
            close();
        }
    }

    @Override
    public void onNext(PullResponseItem item) {
        if (item.getErrorDetail() != null) {
            onError(new IllegalStateException(item.getErrorDetail().getMessage()));
            return;
        }
        ResponseItem.ProgressDetail detail = item.getProgressDetail();
        if ("Downloading".equals(item.getStatus()) && detail != null && detail.getTotal() != null) {
            layers.put(Optional.ofNullable(item.getId()).orElse(""), detail);
        }
        tell();
    }

    private void tell() {
        long current = 0;
        long total = 0;
        for (ResponseItem.ProgressDetail layer : layers.values()) {
            current += Optional.ofNullable(layer.getCurrent()).orElse(0L);
            total += layer.getTotal();
        }
        String line = total == 0
                ? "pulling " + image
                : "pulling " + image + ", " + current / MEGABYTE + " of " + (total + MEGABYTE - 1) / MEGABYTE + " MB";
        if (!line.equals(lastTold)) {
            lastTold = line;
            progress.accept(line);
        }
    }

    /** The first failure counts. */
    @Override
    public void onError(Throwable throwable) {
        if (failure == null) {
            failure = throwable;
        }
        over.countDown();
    }

    @Override
    public void onComplete() {
        over.countDown();
    }

    /** Waits for the end. Empty: the image is there. */
    Optional<Throwable> await() throws InterruptedException {
        over.await();
        return Optional.ofNullable(failure);
    }

    /** The daemon stops when nobody listens any more. */
    @Override
    public void close() {
        stopped = true;
        try {
            Closeable answer = stream;
            if (answer != null) {
                answer.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            over.countDown();
        }
    }
}
