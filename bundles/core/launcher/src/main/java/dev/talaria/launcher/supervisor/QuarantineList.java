package dev.talaria.launcher.supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * {@code etc/talaria.quarantine}, which {@code dev.talaria.deploy} obeys: a line for each bundle that must not start.
 *
 * <pre>NAME VERSION TIME REASON…</pre>
 *
 * <p>It is written here while no instance runs, and there while one does.
 */
final class QuarantineList {
    private static final String HEADING = "# Bundles that do not start. talaria:release NAME takes one out.\n";

    private final Path file;

    QuarantineList(Path file) {
        this.file = file;
    }

    /** @param bundle symbolic name and version */
    void add(String bundle, Instant when, String reason) throws IOException {
        String before = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : HEADING;
        if (before.lines().anyMatch(line -> line.startsWith(bundle + " "))) {
            return;
        }
        String all = before + bundle + " " + when.truncatedTo(ChronoUnit.SECONDS) + " " + reason + "\n";
        replace(file, all);
    }

    /** The file is the old one or the new one, never a part. */
    static void replace(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
        Files.writeString(temporary, text, StandardCharsets.UTF_8);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
