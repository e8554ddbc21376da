package dev.talaria.tools.file;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Gives new lines the indentation of the file, learnt from the lines that the model wrote and the file's own. */
final class Indentation {
    private final List<String> wanted;
    private final List<String> there;
    /** The file's, by the model's. */
    private final Map<String, String> known = new HashMap<>();

    private boolean same = true;

    /** Both have as many lines; otherwise nothing is learnt. */
    Indentation(List<String> wanted, List<String> there) {
        this.wanted = wanted;
        this.there = there;
        if (wanted.size() != there.size()) {
            return;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).isBlank() && !there.get(i).isBlank()) {
                known.putIfAbsent(of(wanted.get(i)), of(there.get(i)));
                same &= of(wanted.get(i)).equals(of(there.get(i)));
            }
        }
    }

    String apply(String text) {
        if (same) {
            return text;
        }
        List<String> lines = new Lines(text).all();
        String result = IntStream.range(0, lines.size())
                .mapToObj(i -> line(lines.get(i), i))
                .collect(Collectors.joining("\n"));
        return text.endsWith("\n") ? result + "\n" : result;
    }

    /** @param index of the line in whose place the new one is put, if there is one: it knows best */
    String line(String line, int index) {
        if (same || line.isBlank()) {
            return line;
        }
        String own = of(line);
        String rest = line.substring(own.length());
        boolean inPlace = index < wanted.size()
                && !wanted.get(index).isBlank()
                && of(wanted.get(index)).equals(own);
        if (inPlace && !there.get(index).isBlank()) {
            return of(there.get(index)) + rest;
        }
        String exact = known.get(own);
        if (exact != null) {
            return exact + rest;
        }
        String nearest = known.keySet().stream()
                .filter(own::startsWith)
                .max(Comparator.comparingInt(String::length))
                .orElse(null);
        if (nearest != null) {
            return known.get(nearest) + own.substring(nearest.length()) + rest;
        }
        return shallower(own) + rest;
    }

    /** Less deep than every line that is known: as much less deep as in the model's text. */
    private String shallower(String own) {
        String deeper = known.keySet().stream()
                .filter(candidate -> candidate.startsWith(own))
                .min(Comparator.comparingInt(String::length))
                .orElse(null);
        if (deeper == null) {
            return own;
        }
        String there = known.get(deeper);
        return there.substring(0, Math.max(0, there.length() - (deeper.length() - own.length())));
    }

    private static String of(String line) {
        int end = 0;
        while (end < line.length() && (line.charAt(end) == ' ' || line.charAt(end) == '\t')) {
            end++;
        }
        return line.substring(0, end);
    }
}
