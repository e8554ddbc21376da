package dev.talaria.tools.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Where each line of a file is, after some simplification: a patch of many hunks looks for many blocks in one file. */
final class LineIndex {
    /** A block of lines that all are everywhere is not looked for to the end. */
    private static final int MOST_CHECKS = 2_000_000;

    private final UnaryOperator<String> simplify;
    private final List<String> lines;
    private final Map<String, List<Integer>> places = new HashMap<>();
    private int checks;

    LineIndex(List<String> all, UnaryOperator<String> simplify) {
        this.simplify = simplify;
        this.lines = all.stream().map(simplify).toList();
        for (int i = 0; i < lines.size(); i++) {
            places.computeIfAbsent(lines.get(i), unused -> new ArrayList<>()).add(i);
        }
    }

    /** Where the block begins, in order. */
    List<Integer> find(List<String> block) throws Refusal {
        List<String> wanted = block.stream().map(simplify).toList();
        int rarest = 0;
        for (int i = 1; i < wanted.size(); i++) {
            rarest = count(wanted.get(i)) < count(wanted.get(rarest)) ? i : rarest;
        }
        List<Integer> found = new ArrayList<>();
        for (int place : places.getOrDefault(wanted.get(rarest), List.of())) {
            checks++;
            if (checks > MOST_CHECKS) {
                throw new Refusal(
                        "the patch has too many hunks whose lines are all over the file. Give each hunk a line"
                                + " that is rare. Nothing was written.");
            }
            int start = place - rarest;
            if (start >= 0
                    && start + wanted.size() <= lines.size()
                    && lines.subList(start, start + wanted.size()).equals(wanted)) {
                found.add(start);
            }
        }
        return found;
    }

    private int count(String line) {
        return places.getOrDefault(line, List.of()).size();
    }
}
