package dev.talaria.engine.health;

import dev.talaria.api.health.Finding;
import dev.talaria.api.health.Health;
import dev.talaria.spi.health.HealthProbe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One check by one probe, on a thread of its own. */
final class ProbeRun {
    private final HealthProbe probe;
    private final long startedNanos = System.nanoTime();
    private final Future<List<Health>> future;
    private volatile @Nullable Thread thread;
    private volatile long endedNanos;

    ProbeRun(HealthProbe probe, ExecutorService threads) {
        this.probe = probe;
        Callable<List<Health>> check = () -> {
            thread = Thread.currentThread();
            try {
                return probe.check();
            } finally {
                thread = null;
                endedNanos = System.nanoTime();
            }
        };
        this.future = threads.submit(check);
    }

    /** Also after it was given up: the thread is gone only then. */
    boolean isRunning() {
        return thread != null;
    }

    /** Waits at most until the limit is over, counted from the start. */
    List<Finding> await(Duration limit) throws InterruptedException {
        try {
            long left = limit.toNanos() - (System.nanoTime() - startedNanos);
            List<Health> healths = future.get(Math.max(0, left), TimeUnit.NANOSECONDS);
            return healths.isEmpty()
                    ? List.of(finding(Health.ok("nothing to see")))
                    : healths.stream().map(this::finding).toList();
        } catch (ExecutionException e) {
            return List.of(finding(Health.down(
                    "the probe failed: " + e.getCause() + ".", "Report it to who wrote the probe; see the log.")));
        } catch (TimeoutException | CancellationException e) {
            String where = where();
            future.cancel(true);
            return List.of(finding(Health.down(
                    "no answer within " + limit.toMillis() + " ms" + where + ".",
                    "What it looks at hangs. If that lasts, look into it, or restart Talaria.")));
        }
    }

    /** Of a run that has been given up before and is still not over. */
    List<Finding> stillRunning() {
        return List.of(finding(Health.down(
                "an earlier check has not ended since "
                        + Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds() + " s" + where() + ".",
                "What it looks at hangs. Look into it, or restart Talaria.")));
    }

    private Finding finding(Health health) {
        long end = endedNanos == 0 ? System.nanoTime() : endedNanos;
        return new Finding(probe.name(), health, Duration.ofNanos(end - startedNanos));
    }

    private String where() {
        Thread running = thread;
        StackTraceElement[] stack = running == null ? new StackTraceElement[0] : running.getStackTrace();
        return stack.length == 0 ? "" : ", at " + stack[0];
    }
}
