package dev.talaria.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of a git command. Git takes the beginning of a long option for the whole. */
final class GitWords {
    private static final int SHORTEST = 4;

    private final String command;
    private final List<Argument> options = new ArrayList<>();
    private final List<Argument> operands = new ArrayList<>();
    private boolean separator;
    private boolean uncertain;

    /** @param words from the command's name on */
    GitWords(List<Argument> words) {
        this.command = words.get(0).text();
        for (int i = 1; i < words.size(); i++) {
            Argument word = words.get(i);
            boolean message =
                    word.isKnown() && word.text().matches("-[a-zA-Z]*m|--message|--author|--date|--format|--grep");
            if (separator || !word.isOption()) {
                separator |= word.is("--");
                uncertain |= !separator && word.mayBeOption() && word.after().length() < 2;
                operands.add(word);
            } else if (word.is("--")) {
                separator = true;
            } else {
                options.add(word);
                i += message && !command.equals("branch") ? 1 : 0;
            }
        }
    }

    String command() {
        return command;
    }

    List<Argument> operands() {
        return operands;
    }

    Argument first() {
        return operands.isEmpty() ? Argument.known("") : operands.get(0);
    }

    boolean hasSeparator() {
        return separator;
    }

    boolean hasUncertainOption() {
        return uncertain;
    }

    boolean isWritten(String option) {
        return options.stream().anyMatch(word -> word.is(option));
    }

    boolean has(String... names) {
        return List.of(names).stream().anyMatch(name -> options.stream().anyMatch(word -> is(word, name)));
    }

    /** What is behind the sign of equality. */
    Optional<Argument> value(String name) {
        return options.stream()
                .filter(word -> is(word, name) && word.before().indexOf('=') > 0)
                .map(word -> word.from(word.before().indexOf('=') + 1))
                .findFirst();
    }

    /** Whether a cluster of one-letter options has the letter. */
    boolean hasLetter(char... letters) {
        for (char letter : letters) {
            if (options.stream()
                    .anyMatch(
                            word -> !word.text().startsWith("--") && word.text().indexOf(letter) > 0)) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(Argument word, String name) {
        int equals = word.text().indexOf('=');
        String written = equals < 0 ? word.text() : word.text().substring(0, equals);
        boolean exact = word.isKnown() || word.before().indexOf('=') > 0;
        return exact ? name.equals(written) || written.length() >= SHORTEST && name.startsWith(written) : true;
    }
}
