package dev.talaria.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.sandbox.CommandListener;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Hears a command, and waits for what it says. */
public final class Recorder implements CommandListener {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final StringBuilder heard = new StringBuilder();

    @Override
    public synchronized void onOutput(String text) {
        assertThat(text).isNotEmpty();
        heard.append(text);
        notifyAll();
    }

    public synchronized String text() {
        return heard.toString();
    }

    /** The first whole line. */
    public synchronized String awaitLine() throws InterruptedException {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (heard.indexOf("\n") < 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            assertThat(left).as("no line; heard: %s", heard).isPositive();
            wait(left);
        }
        return heard.substring(0, heard.indexOf("\n"));
    }

    public static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as(what).isNegative();
            LockSupport.parkNanos(2_000_000);
        }
    }
}
