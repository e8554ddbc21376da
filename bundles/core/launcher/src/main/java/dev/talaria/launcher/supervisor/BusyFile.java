package dev.talaria.launcher.supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What add-on bundles were doing when the instance ended, from {@code run/busy}, which {@code dev.talaria.deploy}
 * writes. A line each; those in use begin with a plus:
 *
 * <pre>+ MILLISECONDS WHAT NAME VERSION [TOOL]</pre>
 */
final class BusyFile {
    /** Stands for all that had no line, as name and version. */
    static final String UNKNOWN = "? ?";

    private static final int LEAST_WORDS = 5;

    /**
     * @param what {@code starts}, {@code stops} or {@code calls}
     * @param bundle symbolic name and version
     */
    record Entry(String what, String bundle) {}

    private BusyFile() {}

    /** All that was under way, once each; nothing if no add-on was at work or the file cannot be read. */
    static List<Entry> read(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .map(BusyFile::entry)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Entry entry(String line) {
        String[] words = line.strip().split(" ");
        return words[0].equals("+") && words.length >= LEAST_WORDS
                ? new Entry(words[2], words[3] + " " + words[4])
                : null;
    }
}
