package dev.talaria.itests;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A process that is typed to, and what it has printed so far, without colours and cursor movements. */
final class Terminal implements AutoCloseable {
    private static final Pattern ESCAPES = Pattern.compile("\u001b(\\[[0-9;?]*[@-~]|[=>])");
    private static final Pattern OVERWRITTEN = Pattern.compile("[^\\n]*\\r(?!\\n)");

    private final Process process;
    private final StringBuilder printed = new StringBuilder();
    private boolean ended;

    Terminal(ProcessBuilder builder) throws IOException {
        process = builder.redirectErrorStream(true).start();
        Thread reader = new Thread(this::read, "terminal-reader");
        reader.setDaemon(true);
        reader.start();
    }

    /** @return where the output of what is typed now begins, for {@link #await} */
    int type(String text) throws IOException {
        int from;
        synchronized (printed) {
            from = printed.length();
        }
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return from;
    }

    /** Waits until what was printed since {@code from} is enough, and returns it. */
    String await(int from, long seconds, String what, Predicate<String> enough) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        synchronized (printed) {
            while (true) {
                String text = plain(printed.substring(from));
                if (enough.test(text)) {
                    return text;
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (ended || left <= 0) {
                    throw new AssertionError((ended ? "it ended without: " : "not within " + seconds + " s: ") + what
                            + "\nIt printed:\n" + text);
                }
                printed.wait(left);
            }
        }
    }

    /** Waits for the end of the process. */
    int exitCode(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("it did not end within " + seconds + " s");
        }
        return process.exitValue();
    }

    /** Ends the process and all that it started. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void read() {
        char[] buffer = new char[8192];
        try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                synchronized (printed) {
                    printed.append(buffer, 0, count);
                    printed.notifyAll();
                }
            }
        } catch (IOException e) {
            // it was ended; what it printed is kept
        }
        synchronized (printed) {
            ended = true;
            printed.notifyAll();
        }
    }

    private static String plain(String text) {
        String lines = ESCAPES.matcher(text).replaceAll("").replaceAll("\\r+\\n", "\n");
        return OVERWRITTEN.matcher(lines).replaceAll("");
    }
}
