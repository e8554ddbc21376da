package dev.talaria.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The fenced blocks of a page of docs, as steps to be done in their order. */
final class DocSteps {
    private static final Pattern FENCE = Pattern.compile("^```(\\w+)\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /**
     * @param language {@code sh} or {@code karaf}
     * @param text the commands, each ending with a line break
     * @param shows the lines of the {@code text} block after it, where … stands for anything; empty if there is none
     */
    record Step(String language, String text, List<String> shows) {
        /** Whether the lines that the page shows were printed, one after the other; runs of blanks aside. */
        boolean shownIn(String printed) {
            String lines = printed.lines().map(DocSteps::oneBlank).collect(Collectors.joining("\n", "\n", "\n"));
            String page = shows.stream().map(DocSteps::oneBlank).collect(Collectors.joining("\n", "\n", "\n"));
            return Pattern.compile(Pattern.quote(page).replace("…", "\\E.*\\Q"))
                    .matcher(lines)
                    .find();
        }
    }

    private DocSteps() {}

    static List<Step> of(Path page) throws IOException {
        List<Step> steps = new ArrayList<>();
        for (Matcher fence = FENCE.matcher(Files.readString(page)); fence.find(); ) {
            String text = fence.group(2);
            switch (fence.group(1)) {
                case "sh", "karaf" -> steps.add(new Step(fence.group(1), text, List.of()));
                case "text" -> {
                    Step last = steps.remove(steps.size() - 1);
                    steps.add(
                            new Step(last.language(), last.text(), text.lines().toList()));
                }
                default -> {
                    // to be read only
                }
            }
        }
        return steps;
    }

    private static String oneBlank(String line) {
        return line.strip().replaceAll("\\s+", " ").replace('│', '|');
    }
}
