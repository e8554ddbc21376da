package dev.talaria.store.sqlite;

import java.time.Duration;

/**
 * Waits that an interrupt does not end. A thread that is interrupted while its batch is on the way to the disk must
 * still learn what became of it; the interrupt is handed on afterwards.
 */
final class Waits {
    private Waits() {}

    /** A wait as {@code java.util.concurrent} offers it. */
    interface Timed {
        boolean await(long nanos) throws InterruptedException;
    }

    /** @return whether what was waited for came in time */
    static boolean uninterrupted(Duration atMost, Timed wait) {
        long end = System.nanoTime() + atMost.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.await(end - System.nanoTime());
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
