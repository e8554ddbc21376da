package dev.talaria.tools.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Finds a block of lines that are equal after some simplification. Linear, whatever the lines are. */
final class LineSearch {
    private LineSearch() {}

    /** Where blocks begin that do not overlap. */
    static List<Integer> find(List<String> lines, List<String> block, UnaryOperator<String> simplify) {
        List<String> wanted = block.stream().map(simplify).toList();
        int[] borders = borders(wanted);
        List<Integer> found = new ArrayList<>();
        int matched = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = simplify.apply(lines.get(i));
            while (matched > 0 && !wanted.get(matched).equals(line)) {
                matched = borders[matched - 1];
            }
            matched += wanted.get(matched).equals(line) ? 1 : 0;
            if (matched == wanted.size()) {
                found.add(i - matched + 1);
                matched = 0;
            }
        }
        return found;
    }

    /** For each beginning of the block, the length of its longest beginning that it also ends with. */
    private static int[] borders(List<String> block) {
        int[] borders = new int[block.size()];
        int length = 0;
        for (int i = 1; i < block.size(); i++) {
            while (length > 0 && !block.get(i).equals(block.get(length))) {
                length = borders[length - 1];
            }
            length += block.get(i).equals(block.get(length)) ? 1 : 0;
            borders[i] = length;
        }
        return borders;
    }
}
