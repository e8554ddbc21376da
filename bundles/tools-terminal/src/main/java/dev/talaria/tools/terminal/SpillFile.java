package dev.talaria.tools.terminal;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxLease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * The whole of an output that is too long for a result, as a file in the sandbox. Its failure is told, and is no
 * failure of the command.
 */
final class SpillFile {
    static final int LIMIT_CHARS = 5_000_000;
    private static final int PIECE_CHARS = 64 * 1024;
    private static final int ID_CHARS = 8;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final SandboxLease sandbox;
    private final Clock clock;
    private final StringBuilder pending = new StringBuilder();
    private String path = "";
    private String problem = "";
    private long chars;

    SpillFile(SandboxLease sandbox, Clock clock) {
        this.sandbox = sandbox;
        this.clock = clock;
    }

    void add(CharSequence text) {
        int room = (int) Math.min(text.length(), LIMIT_CHARS - chars);
        if (room > 0 && problem.isEmpty()) {
            pending.append(text, 0, room);
            chars += room;
            if (pending.length() >= PIECE_CHARS) {
                flush();
            }
        }
    }

    /** Where it all is, for the model; call it when nothing more comes. */
    String notice() {
        flush();
        if (!problem.isEmpty()) {
            return "[The full output could not be kept: " + problem + "]";
        }
        return "[The " + (chars >= LIMIT_CHARS ? "first " + LIMIT_CHARS + " chars of the" : "full") + " output: " + path
                + " - read_file and search_files find parts of it]";
    }

    private void flush() {
        if (pending.length() == 0 || !problem.isEmpty()) {
            return;
        }
        try {
            if (path.isEmpty()) {
                path = sandbox.scratch() + "/out-" + TIME.format(clock.instant()) + "-"
                        + UUID.randomUUID().toString().substring(0, ID_CHARS) + ".log";
            }
            sandbox.files().append(path, pending.toString().getBytes(StandardCharsets.UTF_8));
        } catch (SandboxException e) {
            problem = e.shown();
        } catch (IOException | RuntimeException e) {
            problem = e.toString();
        }
        pending.setLength(0);
    }
}
