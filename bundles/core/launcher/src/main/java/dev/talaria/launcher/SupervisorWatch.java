package dev.talaria.launcher;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends this process, in an orderly way, when its supervisor is gone: the supervisor holds the other end of standard
 * input. An instance that nobody restarts is not left behind.
 */
final class SupervisorWatch {
    private static final int EXIT_FAILED = 1;

    private SupervisorWatch() {}

    /** Only with {@code -Dtalaria.supervised=true}: other standard inputs end at once. */
    static void start() {
        if (Boolean.getBoolean("talaria.supervised")) {
            Thread thread = new Thread(SupervisorWatch::watch, "talaria-supervisor-watch");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void watch() {
        awaitEnd(System.in);
        System.err.println("talaria: the supervisor is gone; this instance stops");
        System.exit(EXIT_FAILED);
    }

    private static void awaitEnd(InputStream input) {
        try {
            while (input.read() >= 0) {
                // The supervisor sends nothing.
            }
        } catch (IOException e) {
            // As good as the end.
        }
    }
}
