package dev.talaria.sandbox.support;

import dev.talaria.api.sandbox.SandboxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** The one thing that a backend must be able to do: run a program inside the sandbox. Thread-safe. */
public interface Exec {
    /**
     * Starts a program.
     *
     * @throws SandboxException if the sandbox is gone or refuses
     */
    Channel start(Launch launch);

    /** How long one word of a program may be, in bytes. Linux allows 128 KiB; some protocols less. */
    default int longestWord() {
        return 120_000;
    }

    /**
     * What to start.
     *
     * @param words the program, found by the sandbox's PATH, and its arguments: any text without NUL, as UTF-8
     * @param environment over the sandbox's own
     * @param terminal whether it gets a terminal of {@code rows} by {@code columns}
     * @param input whether its standard input stays open for {@link Channel#input}; otherwise it is empty
     */
    record Launch(
            List<String> words,
            Map<String, String> environment,
            boolean terminal,
            boolean input,
            int rows,
            int columns) {
        public Launch {
            words = List.copyOf(words);
            environment = Map.copyOf(environment);
        }
    }

    /** A program that was started. Closing it gives up the connection; the program may go on. */
    interface Channel extends AutoCloseable {
        /** Its standard input; closing it is the end of the input. */
        OutputStream input();

        /**
         * Its standard output; at its end the program, and all that holds its output, has ended. What it writes to
         * standard error may be here or nowhere: the scripts of this package redirect it.
         */
        InputStream output();

        /**
         * Its exit code, 128 + n for signal n. Called after the end of {@link #output}.
         *
         * @throws IOException if the connection broke: nobody knows how it ended
         */
        int exitCode() throws IOException, InterruptedException;

        /** Tells its terminal another size. */
        default void resize(int rows, int columns) {}

        /** Idempotent; whoever reads its output sees the end, or an IOException. */
        @Override
        void close();
    }
}
