package dev.talaria.shell.setup;

import java.util.List;
import java.util.Locale;

/** Asks a person. Ends with an exception of JLine's when the person leaves. */
interface Prompter {
    void say(String line);

    /**
     * @param otherwise what Enter takes; may be empty
     * @param candidates what Tab completes
     * @return what was typed, stripped, or what Enter takes
     */
    String ask(String question, String otherwise, List<String> candidates);

    /** What is typed is not shown. */
    String askSecret(String question);

    default boolean confirm(String question, boolean otherwise) {
        String answer = ask(question + (otherwise ? " [Y/n]" : " [y/N]"), "", List.of());
        return answer.isEmpty() ? otherwise : answer.toLowerCase(Locale.ROOT).startsWith("y");
    }

    /** One of several, by its number or its name. */
    default int choose(String question, List<String> names, List<String> lines, int otherwise) {
        for (int i = 0; i < lines.size(); i++) {
            say(String.format("  %2d  %s%s", i + 1, lines.get(i), i == otherwise ? "  (Enter)" : ""));
        }
        while (true) {
            String answer = ask(question, otherwise < 0 ? "" : String.valueOf(otherwise + 1), names);
            int number = answer.matches("\\d{1,4}") ? Integer.parseInt(answer) : 0;
            int named = names.indexOf(answer);
            if (number >= 1 && number <= lines.size()) {
                return number - 1;
            } else if (named >= 0) {
                return named;
            }
            say("A number from 1 to " + lines.size() + ", or a name.");
        }
    }
}
