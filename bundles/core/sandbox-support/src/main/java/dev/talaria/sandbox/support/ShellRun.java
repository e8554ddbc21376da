package dev.talaria.sandbox.support;

import dev.talaria.api.sandbox.Command;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One run of {@code run.sh}: the words that start it, and what it tells in its output of its group and its end.
 *
 * @param token marks what it tells; nobody else knows it
 */
public record ShellRun(String token) {
    private static final Pattern SHELL = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    public static ShellRun create() {
        return new ShellRun(UUID.randomUUID().toString().replace("-", ""));
    }

    /**
     * What it told of the end.
     *
     * @param directory where; empty if the command ended its shell itself, perhaps by a signal that only its parent knows
     */
    public record End(int code, String directory) {}

    /**
     * @param cwd as in {@link Command#cwd}; a dot for where the words are run
     * @param snapshot file that keeps the shell; empty for none
     */
    public List<String> words(Command command, String cwd, String snapshot, String script) {
        String input = command.input() || command.terminal() ? "input" : "";
        return Scripts.words(
                Scripts.RUN, List.of(token, cwd, snapshot, input, script, command.keepsShell() ? "keep" : ""));
    }

    /**
     * The file that keeps a shell.
     *
     * @param directory of all shells
     * @return empty if the command has none
     */
    public static String snapshot(Command command, String directory) {
        if (command.shell().isEmpty()) {
            return "";
        }
        if (!SHELL.matcher(command.shell()).matches()) {
            throw new IllegalArgumentException("not the name of a shell: " + command.shell());
        }
        return directory + "/" + command.shell();
    }

    /** Finds what it tells in its output. */
    public MarkedOutput output() {
        return new MarkedOutput(token);
    }

    /** The process group; empty while it was not told. */
    static Optional<String> group(List<String> marks) {
        return marks.stream().findFirst();
    }

    /** The end; empty while it was not told. */
    public static Optional<End> end(List<String> marks) {
        if (marks.size() < 2) {
            return Optional.empty();
        }
        String[] told = marks.get(marks.size() - 1).split(" ", 2);
        return Optional.of(new End(Integer.parseInt(told[0]), told.length > 1 ? told[1] : ""));
    }
}
