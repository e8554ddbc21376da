package dev.talaria.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of {@code [[ ]]}: those that are compared as numbers are calculated, and calculating can run something. */
final class TestWords {
    private static final Set<String> NUMERIC = Set.of("-eq", "-ne", "-lt", "-le", "-gt", "-ge");
    private static final Pattern GLUED = Pattern.compile(".*[(&|!<>]-(?:v|R|eq|ne|lt|le|gt|ge).*");
    private static final Set<String> NAMES = Set.of("-v", "-R");

    private TestWords() {}

    static ShellState judge(List<Word> words, Expansion expansion) {
        List<Argument> values = new ArrayList<>();
        words.forEach(word -> values.add(expansion.value(word)));
        for (int i = 0; i < values.size(); i++) {
            String plain = words.get(i).plain();
            if (GLUED.matcher(plain).matches()) {
                throw new Unparsable("a test whose words are hard to tell apart");
            }
            Argument next = i + 1 < values.size() ? values.get(i + 1) : Argument.known("");
            boolean name = next.isKnown() && Characters.isName(next.text());
            boolean numbers = i > 0 && values.get(i - 1).isNumber() && next.isNumber();
            if (NUMERIC.contains(plain) && !numbers || NAMES.contains(plain) && !name) {
                throw new Unparsable("a test that may run something");
            }
        }
        return expansion.state();
    }
}
