package dev.talaria.sandbox.modal;

import dev.talaria.api.base.Cancellation;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that can be stopped. */
final class Pause {
    private Pause() {}

    /** @throws CancellationException if it is stopped, or the thread is interrupted */
    static void of(Duration time, Cancellation cancellation) {
        CountDownLatch stopped = new CountDownLatch(1);
        try (Cancellation.Registration stop = cancellation.onCancel(stopped::countDown)) {
            if (stopped.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new CancellationException(cancellation.reason());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        }
    }
}
