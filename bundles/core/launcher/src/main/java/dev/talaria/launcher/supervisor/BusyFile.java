package dev.talaria.launcher.supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What add-on bundles were doing when the instance ended, from {@code run/busy}, which {@code dev.talaria.deploy}
 * writes. A line each; those in use begin with a plus:
 *
 * <pre>+ MILLISECONDS WHAT NAME VERSION [TOOL]</pre>
 */
final class BusyFile {
    private static final int LEAST_WORDS = 5;

    /**
     * @param what {@code starts}, {@code stops} or {@code calls}
     * @param bundle symbolic name and version
     */
    record Entry(long since, String what, String bundle) {}

    private BusyFile() {}

    /** What was begun last; null if no add-on was at work or the file cannot be read. */
    static Entry last(Path file) {
        Entry last = null;
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            for (String line : lines) {
                Entry entry = entry(line);
                if (entry != null && (last == null || entry.since() >= last.since())) {
                    last = entry;
                }
            }
        } catch (IOException e) {
            return null;
        }
        return last;
    }

    private static Entry entry(String line) {
        String[] words = line.strip().split(" ");
        if (!words[0].equals("+") || words.length < LEAST_WORDS) {
            return null;
        }
        try {
            return new Entry(Long.parseLong(words[1]), words[2], words[3] + " " + words[4]);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
