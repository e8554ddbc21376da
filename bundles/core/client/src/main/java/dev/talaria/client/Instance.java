package dev.talaria.client;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The process of an instance that this client starts, in the background and not a child of its terminal. */
final class Instance {
    /** Another process has the home; it, or the next one, answers soon. */
    static final int HOME_IN_USE = 4;

    private static final long MOST_LOG_BYTES = 1 << 20;
    private static final int SHOWN_LOG_BYTES = 8 * 1024;
    private static final int SHOWN_LINES = 15;
    private static final String SETSID = "/usr/bin/setsid";

    private final Invocation invocation;
    private final Path log;
    private long logFrom;
    private @Nullable Process process;

    Instance(Invocation invocation) {
        this.invocation = invocation;
        this.log = invocation.home().resolve("logs").resolve("start.log");
    }

    /**
     * Begins to start one.
     *
     * @param residence {@code idle} to end by itself when nobody needs it, {@code stay} not to
     */
    void start(String residence) throws IOException {
        process = logged("instance", residence);
    }

    /** Begins to start the supervisor of an instance that runs already, as this process. */
    void superviseRunning(long pid) throws IOException {
        process = logged("instance", "adopt", Long.toString(pid));
    }

    private Process logged(String... words) throws IOException {
        HomeCheck.writable(invocation.home());
        Files.createDirectories(log.getParent());
        logFrom = Files.exists(log) ? Files.size(log) : 0;
        if (logFrom > MOST_LOG_BYTES) {
            Files.delete(log);
            logFrom = 0;
        }
        return inBackground(ProcessBuilder.Redirect.appendTo(log.toFile()), words);
    }

    /** Begins to make the archive that lets a client start faster; whether that works does not matter. */
    void makeArchive() throws IOException {
        inBackground(ProcessBuilder.Redirect.DISCARD, "archive");
    }

    private Process inBackground(ProcessBuilder.Redirect output, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of(SETSID))) {
            command.add(SETSID); // a session of its own: no Ctrl-C and no hang-up of this terminal
        }
        command.add(invocation.script());
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .directory(invocation.home().toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output)
                .redirectError(output)
                .start();
    }

    /** Whether the process runs that was begun last. */
    boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** The exit code of the process that has ended. */
    int exitCode() {
        return process == null ? 0 : process.exitValue();
    }

    /** What it last said since its start. */
    String lastWords() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(logFrom, file.length() - SHOWN_LOG_BYTES));
            byte[] bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n");
            StringBuilder text = new StringBuilder();
            for (int i = Math.max(0, lines.length - SHOWN_LINES); i < lines.length; i++) {
                text.append(lines[i]).append('\n');
            }
            return text.toString();
        }
    }

    Path log() {
        return log;
    }
}
