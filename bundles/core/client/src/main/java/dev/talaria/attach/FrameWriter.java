package dev.talaria.attach;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Writes on a thread of its own: a channel closes itself when a thread is interrupted that writes to it, and threads that
 * run commands are interrupted by Ctrl-C.
 */
final class FrameWriter {
    private final ByteChannel channel;
    private final Deque<FutureTask<Void>> waiting = new ArrayDeque<>();
    private boolean ended;
    private boolean started;

    FrameWriter(ByteChannel channel) {
        this.channel = channel;
    }

    /** Returns when it is written, also if the caller is interrupted meanwhile, which it then still is. */
    void write(ByteBuffer frame) throws IOException {
        FutureTask<Void> writing = new FutureTask<>(() -> {
            while (frame.hasRemaining()) {
                channel.write(frame);
            }
            return null;
        });
        add(writing);
        boolean interrupted = false;
        try {
            while (!writing.isDone()) {
                try {
                    writing.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            writing.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
        } catch (CancellationException e) {
            throw new ClosedChannelException();
        } catch (InterruptedException e) {
            interrupted = true; // Not when it is done.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void add(FutureTask<Void> writing) throws ClosedChannelException {
        if (ended) {
            throw new ClosedChannelException();
        }
        if (!started) {
            started = true;
            Thread thread = new Thread(this::run, "talaria-frames");
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
        }
        waiting.add(writing);
        notifyAll();
    }

    /** What waits is not written any more. */
    synchronized void end() {
        ended = true;
        waiting.forEach(writing -> writing.cancel(false));
        waiting.clear();
        notifyAll();
    }

    private void run() {
        for (FutureTask<Void> next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private synchronized @Nullable FutureTask<Void> next() {
        try {
            while (waiting.isEmpty() && !ended) {
                wait();
            }
        } catch (InterruptedException e) {
            ended = true; // Nobody interrupts it.
        }
        return ended ? null : waiting.remove();
    }
}
