package dev.talaria.sandbox.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes of this host, by {@code /proc}. */
final class ProcessTable {
    private static final Path PROCESSES = Path.of("/proc");
    private static final Path BOOT = PROCESSES.resolve("sys/kernel/random/boot_id");
    private static final int LONGEST_ENVIRONMENT = 4 * 1024 * 1024;
    private static final char ZOMBIE = 'Z';
    private static final char DEAD = 'X';

    private ProcessTable() {}

    /**
     * One process that has not ended.
     *
     * @param group the number of its process group
     * @param start when it began, in ticks since the start of the host: with the number, an identity
     */
    record Entry(long pid, String name, long group, long start) {
        @Override
        public String toString() {
            return pid + " (" + name + ")";
        }
    }

    /** Whether there is such a table; there is none on macOS. */
    static boolean isThere() {
        return Files.isReadable(PROCESSES.resolve("self/stat")) && Files.isReadable(BOOT);
    }

    /** A number that no other start of this host has. */
    static String boot() throws IOException {
        return Files.readString(BOOT).strip();
    }

    /** Empty if it ended, even if nobody has asked yet how. */
    static Optional<Entry> find(long pid) {
        try {
            String line = Files.readString(PROCESSES.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            // The name may have spaces and parentheses.
            int close = line.lastIndexOf(')');
            String[] fields = line.substring(close + 2).split(" ");
            char state = fields[0].charAt(0);
            return state == ZOMBIE || state == DEAD
                    ? Optional.empty()
                    : Optional.of(new Entry(
                            pid,
                            line.substring(line.indexOf('(') + 1, close),
                            Long.parseLong(fields[2]),
                            Long.parseLong(fields[19])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static List<Entry> all() throws IOException {
        List<Entry> all = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                find(Long.parseLong(process.getFileName().toString())).ifPresent(all::add);
            }
        }
        return all;
    }

    /** Whether it was started with this variable; false for a process of another user. */
    static boolean hasVariable(Entry process, String variable) {
        try (InputStream environment = Files.newInputStream(PROCESSES.resolve(process.pid() + "/environ"))) {
            String variables = new String(environment.readNBytes(LONGEST_ENVIRONMENT), StandardCharsets.ISO_8859_1);
            return ("\0" + variables).contains("\0" + variable + "\0");
        } catch (IOException e) {
            return false;
        }
    }
}
