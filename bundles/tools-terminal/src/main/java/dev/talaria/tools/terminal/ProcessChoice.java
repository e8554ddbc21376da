package dev.talaria.tools.terminal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which process a call means.
 *
 * @param problem why it means none, or not only one; empty if it means one
 */
record ProcessChoice(Optional<BackgroundProcess> process, String problem) {
    private static final String PREFIX = "proc_";
    private static final Pattern BEGINNING = Pattern.compile("(?:proc_)?([0-9a-f]{4,12})");

    static ProcessChoice of(List<BackgroundProcess> visible, String given) {
        if (given.isBlank()) {
            return none("'session_id' is missing. " + known(visible));
        }
        var matcher = BEGINNING.matcher(given.strip());
        if (!matcher.matches()) {
            return none("no such process '" + PlainText.end(given.strip(), 40)
                    + "': an id is proc_ and 12 hexadecimal digits, at least 4 of them. " + known(visible));
        }
        List<BackgroundProcess> meant = visible.stream()
                .filter(process -> process.id().startsWith(PREFIX + matcher.group(1)))
                .toList();
        if (meant.isEmpty()) {
            return none("no such process " + PREFIX + matcher.group(1)
                    + "; one that ended is forgotten after 30 minutes. " + known(visible));
        }
        return meant.size() == 1
                ? new ProcessChoice(Optional.of(meant.get(0)), "")
                : none(matcher.group(1) + " may be " + ids(meant) + ". Give more of the id.");
    }

    private static ProcessChoice none(String problem) {
        return new ProcessChoice(Optional.empty(), problem);
    }

    private static String known(List<BackgroundProcess> visible) {
        return visible.isEmpty() ? "There are no background processes." : "There are: " + ids(visible) + ".";
    }

    private static String ids(List<BackgroundProcess> processes) {
        return processes.stream().map(BackgroundProcess::id).collect(Collectors.joining(", "));
    }
}
