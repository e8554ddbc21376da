package dev.talaria.testkit.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code strace} on a running process and one file: it writes down each write and each sync of that file, and may kill
 * the process as it enters the N-th of them, which is then not carried out.
 */
final class SyncTrap implements AutoCloseable {
    static final String PROGRAM = "strace";

    private static final String WRITES = "pwrite64,write";
    private static final String SYNCS = "fdatasync,fsync";
    private static final long END_SECONDS = 30;

    private final Process process;
    private final Path log;

    private SyncTrap(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Where to kill. */
    enum Call {
        WRITE(WRITES),
        SYNC(SYNCS);

        private final String names;

        Call(String names) {
            this.names = names;
        }
    }

    /** Writes down only. */
    static SyncTrap watch(List<Long> pids, Path file, Path log) throws IOException {
        return attach(pids, file, log, List.of());
    }

    /** @param number of the call that it enters no more, from 1, counted from now on */
    static SyncTrap kill(List<Long> pids, Path file, Path log, Call call, int number) throws IOException {
        return attach(pids, file, log, List.of("-e", "inject=" + call.names + ":signal=SIGKILL:when=" + number));
    }

    /** Returns once it holds every thread. */
    private static SyncTrap attach(List<Long> pids, Path file, Path log, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(PROGRAM, "-f", "-s", "0", "-o", log.toString()));
        command.addAll(List.of("-P", file.toString(), "-e", "trace=" + WRITES + "," + SYNCS));
        command.addAll(options);
        for (long pid : pids) {
            command.add("-p");
            command.add(String.valueOf(pid));
        }
        Files.deleteIfExists(log);
        Process process = new ProcessBuilder(command).start();
        BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
        String first = said.readLine();
        if (first == null || !first.contains("attached")) {
            process.destroy();
            throw new IOException(PROGRAM + " cannot look at the runtime: " + first);
        }
        Thread drain = new Thread(() -> drain(said), "strace-messages");
        drain.setDaemon(true);
        drain.start();
        return new SyncTrap(process, log);
    }

    private static void drain(BufferedReader said) {
        try {
            said.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // it was told to end
        }
    }

    /** How many writes each commit had so far: a commit ends with its sync. The last is the one that is not synced. */
    List<Integer> writesByCommit() throws IOException {
        List<Integer> commits = new ArrayList<>();
        int writes = 0;
        for (String line : calls()) {
            if (isSync(line)) {
                commits.add(writes);
                writes = 0;
            } else {
                writes++;
            }
        }
        commits.add(writes);
        return commits;
    }

    /** Grows while the file is used. */
    int size() throws IOException {
        return calls().size();
    }

    private static boolean isSync(String line) {
        return line.contains("sync(");
    }

    private List<String> calls() throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> isSync(line) || line.contains("write64(") || line.contains(" write("))
                    .toList();
        }
    }

    /** Lets the process go on, if it lives. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(PROGRAM + " did not end within " + END_SECONDS + " s.");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
