package dev.talaria.tools.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A program that only reads, as long as it is called with these options. Options are matched exactly: an abbreviation
 * or one that is not listed makes the command one that does not only read.
 *
 * @param flags options of one character without a value
 * @param valued options of one character with a value, and what the value may be
 * @param longOptions whole words
 * @param operands what the other words are
 * @param recursive flags that make each operand mean the tree below it; {@code *} always
 */
record ReadOnlyProgram(
        String flags, String valued, Pattern value, Set<String> longOptions, Operands operands, String recursive) {
    private static final Pattern ANYTHING = Pattern.compile(".*");

    enum Operands {
        NONE,
        /** Any text that is no option. */
        TEXT,
        /** One {@code +FORMAT} at most. */
        FORMAT,
        /** At least one file. */
        FILES,
        /** Files; the directory itself without any. */
        FILES_OR_HERE,
        /** Files, or none at all. */
        OPTIONAL_FILES
    }

    /** Words as the program understands them. */
    record Arguments(List<String> operands, boolean recursive) {}

    static ReadOnlyProgram of(Operands operands, String flags, String... longOptions) {
        return new ReadOnlyProgram(flags, "", ANYTHING, Set.copyOf(Arrays.asList(longOptions)), operands, "");
    }

    ReadOnlyProgram withValues(String options, String form) {
        return new ReadOnlyProgram(flags, options, Pattern.compile(form), longOptions, operands, recursive);
    }

    ReadOnlyProgram recursiveWith(String options) {
        return new ReadOnlyProgram(flags, valued, value, longOptions, operands, options);
    }

    /** @return empty if an option or an operand is not known to be harmless */
    Optional<Arguments> parse(List<String> words) {
        List<String> rest = new ArrayList<>();
        boolean deep = recursive.equals("*");
        boolean optionsOver = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (optionsOver || !word.startsWith("-")) {
                rest.add(word);
            } else if (word.equals("--")) {
                optionsOver = true;
            } else if (takesNextWord(word)) {
                i++;
                if (i == words.size() || !value.matcher(words.get(i)).matches()) {
                    return Optional.empty();
                }
            } else if (!isHarmless(word)) {
                return Optional.empty();
            } else {
                deep |= makesRecursive(word);
            }
        }
        return fits(rest) ? Optional.of(new Arguments(rest, deep)) : Optional.empty();
    }

    private boolean takesNextWord(String word) {
        return word.length() == 2 && valued.indexOf(word.charAt(1)) >= 0;
    }

    private boolean isHarmless(String word) {
        if (word.startsWith("--")) {
            return longOptions.contains(word);
        }
        if (word.length() > 2 && valued.indexOf(word.charAt(1)) >= 0) {
            return value.matcher(word.substring(2)).matches();
        }
        return word.length() > 1 && word.chars().skip(1).allMatch(c -> flags.indexOf(c) >= 0)
                || longOptions.contains(word);
    }

    private boolean makesRecursive(String word) {
        return word.startsWith("--")
                ? word.equals("--recursive")
                : word.chars().anyMatch(c -> recursive.indexOf(c) >= 0);
    }

    private boolean fits(List<String> rest) {
        switch (operands) {
            case NONE:
                return rest.isEmpty();
            case TEXT:
                return true;
            case FORMAT:
                return rest.size() <= 1 && rest.stream().allMatch(word -> word.startsWith("+"));
            case FILES:
                return !rest.isEmpty() && rest.stream().noneMatch(ReadOnlyProgram::isNoFile);
            default:
                return rest.stream().noneMatch(ReadOnlyProgram::isNoFile);
        }
    }

    /** Nothing at all, or standard input. */
    private static boolean isNoFile(String word) {
        return word.isEmpty() || word.equals("-");
    }
}
