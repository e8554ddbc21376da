package dev.talaria.tools.file;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileEntry;
import java.io.IOException;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names beside a file that is not there which may have been meant. */
final class SimilarNames {
    private static final int MOST = 5;
    private static final int LONGEST_NAME = 255;

    private SimilarNames() {}

    static Refusal missing(String path, FileAccess files) {
        List<String> similar = of(path, files);
        String composed = composed(SandboxPath.name(path));
        boolean otherForm = similar.stream().anyMatch(name -> composed(name).equals(composed));
        return new Refusal("there is no file " + path + "."
                + (similar.isEmpty() ? "" : " Similar names: " + String.join(", ", similar))
                + (otherForm ? " (the first is the same name in another form of Unicode; copy it exactly)" : ""));
    }

    /** The most similar first; empty if nothing is similar or the directory cannot be listed. */
    static List<String> of(String path, FileAccess files) {
        String wanted = composed(SandboxPath.name(path)).toLowerCase(Locale.ROOT);
        if (wanted.length() > LONGEST_NAME) {
            return List.of();
        }
        List<String> names;
        try {
            names = files.list(SandboxPath.parent(path)).stream()
                    .map(FileEntry::name)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
        int farthest = Math.max(2, wanted.length() / 3);
        return names.stream()
                .map(name -> new Candidate(name, distance(wanted, composed(name).toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance <= farthest)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(MOST)
                .map(Candidate::name)
                .toList();
    }

    private record Candidate(String name, int distance) {}

    /** One form for what looks the same: an accent may be a part of its letter or a character of its own. */
    private static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /** A part of the other name is nearly the same; otherwise the number of single edits between them. */
    private static int distance(String a, String b) {
        if (a.length() >= 3 && b.contains(a) || b.length() >= 3 && a.contains(b)) {
            return a.equals(b) ? 0 : 1;
        }
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
