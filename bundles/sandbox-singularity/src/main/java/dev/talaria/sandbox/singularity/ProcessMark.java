package dev.talaria.sandbox.singularity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process of this host and no other that gets its number later.
 *
 * @param start when it began, in ticks since the start of the host
 */
record ProcessMark(long pid, long start) {
    /** Of the flags of a process: it has begun to end. */
    private static final long EXITING = 4;

    /** Empty if there is none, or it is ending. */
    static Optional<ProcessMark> of(long pid) {
        String[] fields = fields(pid);
        boolean over = fields.length < 20 || fields[0].matches("[ZX]") || (Long.parseLong(fields[6]) & EXITING) != 0;
        return over ? Optional.empty() : Optional.of(new ProcessMark(pid, Long.parseLong(fields[19])));
    }

    /** Its parent; empty if it has ended. */
    Optional<ProcessMark> parent() {
        String[] fields = fields(pid);
        return isAlive() && fields.length > 1 ? of(Long.parseLong(fields[1])) : Optional.empty();
    }

    /** What /proc tells of it, behind its name. */
    private static String[] fields(long pid) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            return new String[0];
        }
    }

    boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }
}
