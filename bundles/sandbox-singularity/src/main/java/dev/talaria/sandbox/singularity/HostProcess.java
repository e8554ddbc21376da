package dev.talaria.sandbox.singularity;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.SandboxException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A program of the host that runs to its end while the caller waits: no thread of its own. */
final class HostProcess {
    private static final long PAUSE_MS = 20;
    private static final long OBEDIENCE_S = 3;
    private static final int LINES_KEPT = 40;

    private final Process process;
    private final Consumer<String> lines;
    private final Deque<String> last = new ArrayDeque<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private HostProcess(Process process, Consumer<String> lines) {
        this.process = process;
        this.lines = lines;
    }

    /**
     * How it ended.
     *
     * @param text the last lines of what it said
     */
    record Outcome(int code, String text) {
        boolean ok() {
            return code == 0;
        }
    }

    /**
     * @param environment all that it sees
     * @param lines hears what it says, line by line
     * @throws SandboxException CANNOT_START, if it cannot be started or does not end in time
     * @throws java.util.concurrent.CancellationException if it was stopped
     */
    static Outcome run(
            List<String> words,
            Map<String, String> environment,
            Duration limit,
            Consumer<String> lines,
            Cancellation cancellation) {
        cancellation.throwIfCancelled();
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .directory(new File("/"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new HostProcess(builder.start(), lines).untilEnd(words, limit, cancellation);
        } catch (IOException e) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    words.get(0) + " cannot be run: " + e.getMessage(),
                    "See that it is installed and that the user of Talaria may run it.",
                    e);
        }
    }

    /** It may leave a process behind that holds its output: its own end counts. */
    private Outcome untilEnd(List<String> words, Duration limit, Cancellation cancellation) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        try (InputStream output = process.getInputStream()) {
            while (process.isAlive()) {
                hear(output);
                if (cancellation.isCancelled() || System.nanoTime() - end >= 0) {
                    kill();
                    cancellation.throwIfCancelled();
                    throw tooLate(words, limit);
                }
                process.waitFor(PAUSE_MS, TimeUnit.MILLISECONDS);
            }
            hear(output);
            endLine();
            return new Outcome(process.exitValue(), String.join("\n", last));
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private SandboxException tooLate(List<String> words, Duration limit) {
        return new SandboxException(
                SandboxException.Code.CANNOT_START,
                "'" + String.join(" ", words.subList(0, Math.min(4, words.size()))) + " …' did not end within "
                        + limit.toSeconds() + " s. It said last: " + String.join("; ", last),
                "Try again; if it only needs longer, raise startSeconds or buildMinutes.",
                null);
    }

    private void hear(InputStream output) throws IOException {
        while (output.available() > 0) {
            byte[] bytes = output.readNBytes(output.available());
            for (byte b : bytes) {
                if (b == '\n' || b == '\r') {
                    endLine();
                } else {
                    line.write(b);
                }
            }
        }
    }

    private void endLine() {
        String text = line.toString(StandardCharsets.UTF_8)
                .replaceAll("\\x1b\\[[0-9;]*[A-Za-z]", "")
                .strip();
        line.reset();
        if (text.isEmpty()) {
            return;
        }
        last.addLast(text);
        if (last.size() > LINES_KEPT) {
            last.removeFirst();
        }
        lines.accept(text);
    }

    private void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            process.waitFor(OBEDIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
