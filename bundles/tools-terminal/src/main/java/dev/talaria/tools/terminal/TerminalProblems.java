package dev.talaria.tools.terminal;

import java.util.List;

/** What is wrong with the arguments of a call, in words that help to make a better one. */
final class TerminalProblems {
    static final int LONGEST_S = 600;
    private static final int MOST_PATTERNS = 20;
    private static final int LONGEST_PATTERN = 500;

    private TerminalProblems() {}

    /** Empty if nothing is. */
    static String of(TerminalTool.Args args, Workdir workdir) {
        if (args.command().isBlank()) {
            return "'command' is empty.";
        }
        if (args.command().indexOf('\0') >= 0) {
            return "'command' has a NUL character, which no shell takes.";
        }
        String problem = args.background() ? inBackground(args) : inForeground(args);
        return problem.isEmpty() ? workdir.problem() : problem;
    }

    private static String inForeground(TerminalTool.Args args) {
        if (args.timeout() < 1) {
            return "'timeout' must be at least 1 second.";
        }
        if (args.timeout() > LONGEST_S) {
            return "'timeout' is at most " + LONGEST_S + " seconds in the foreground, not " + args.timeout()
                    + ". Use background=true for what takes longer; process waits for it.";
        }
        if (args.notify_on_complete()
                || !args.watch_patterns().orElse(List.of()).isEmpty()) {
            return "'notify_on_complete' and 'watch_patterns' need background=true.";
        }
        return ForegroundGuard.problemWith(args.command()).orElse("");
    }

    private static String inBackground(TerminalTool.Args args) {
        List<String> patterns = args.watch_patterns().orElse(List.of());
        if (patterns.size() > MOST_PATTERNS) {
            return "'watch_patterns' are at most " + MOST_PATTERNS + ".";
        }
        return patterns.stream().anyMatch(pattern -> pattern.isBlank() || pattern.length() > LONGEST_PATTERN)
                ? "one of 'watch_patterns' is empty or longer than " + LONGEST_PATTERN + " characters."
                : "";
    }
}
