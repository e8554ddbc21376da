package dev.talaria.engine.command;

import dev.talaria.engine.command.Argument.Certainty;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds commands whose output is names of files of the workspace. Names can have blanks and dashes and so be more words,
 * or other words, than they seem; whoever chose them is the workspace. A command that takes them is therefore held to
 * be as harmless as code of the workspace, and no more.
 */
final class NameSources {
    private static final Set<String> FILTERS = Set.of("sort", "head", "tail", "uniq", "grep", "egrep");
    private static final Argument HERE = new Argument(Certainty.GLOB, "./*", "./", "");

    private NameSources() {}

    /** What is written for the next command of a pipeline. */
    static Input output(Node stage, Input input, ShellState state, Surroundings surroundings) {
        if (stage.kind() != Node.Kind.SIMPLE || !isIn(state, surroundings)) {
            return Input.STREAM;
        }
        List<String> words = texts((Node.Simple) stage);
        if (words.isEmpty() || !((Node.Simple) stage).redirections().stream().allMatch(NameSources::isQuiet)) {
            return Input.STREAM;
        }
        boolean whole = words.stream().noneMatch(word -> word.matches("-[a-zA-Z]*[obcz].*|--only.*|--byte.*"));
        boolean filter = input.type() == Input.Type.NAMES && FILTERS.contains(words.get(0)) && whole;
        return filter || isSource(words) ? new Input(Input.Type.NAMES, HERE) : Input.STREAM;
    }

    private static boolean isIn(ShellState state, Surroundings surroundings) {
        return !state.directories().isEmpty() && state.directories().stream().allMatch(surroundings::isWorkspace);
    }

    private static boolean isQuiet(Redirection redirection) {
        return redirection.descriptor().equals("2");
    }

    /** No word may lead out of the directory. */
    private static boolean isSource(List<String> words) {
        boolean inside = words.stream()
                .noneMatch(
                        word -> word.startsWith("/") || word.startsWith("~") || word.contains("..") || word.isEmpty());
        switch (words.get(0)) {
            case "find":
                return inside
                        && words.stream()
                                .noneMatch(word -> word.matches("-(?:f?printf|ls|fls|exec.*|ok.*|L|files0.*)"));
            case "git":
                return inside
                        && words.size() > 1
                        && (words.get(1).equals("ls-files")
                                || words.get(1).equals("grep") && words.contains("-l")
                                || words.get(1).equals("diff") && words.contains("--name-only"));
            case "grep":
            case "rg":
                return inside
                        && words.stream()
                                .anyMatch(word -> word.matches("-[a-zA-Z]*l[a-zA-Z]*|--files|--files-with-matches"));
            default:
                return false;
        }
    }

    /** Empty for words that are not written out, so that they lead nowhere that is known. */
    private static List<String> texts(Node.Simple command) {
        List<String> texts = new ArrayList<>();
        for (Word word : command.words()) {
            StringBuilder text = new StringBuilder();
            boolean known = word.parts().stream().allMatch(part -> part.kind() == Part.Kind.LITERAL);
            word.parts().forEach(part -> text.append(known ? ((Part.Literal) part).text() : ""));
            texts.add(text.toString());
        }
        return texts;
    }
}
