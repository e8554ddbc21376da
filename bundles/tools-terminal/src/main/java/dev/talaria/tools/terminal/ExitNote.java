package dev.talaria.tools.terminal;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an exit code other than 0 means.
 *
 * @param text empty if nothing is known of it
 * @param isError whether the command failed; some codes only answer a question
 */
record ExitNote(String text, boolean isError) {
    private static final Set<String> SEARCHERS = Set.of("grep", "egrep", "fgrep", "zgrep", "rg", "ag", "ack");
    private static final Set<String> COMPARERS = Set.of("diff", "colordiff", "cmp");
    private static final Map<Integer, String> CURL = Map.of(
            6, "curl could not resolve the host",
            7, "curl could not connect",
            22, "the server answered with an HTTP error",
            28, "curl ran into its own time limit");
    private static final Map<Integer, String> SIGNALS = Map.of(
            1, "SIGHUP",
            2, "SIGINT",
            3, "SIGQUIT, core dump",
            4, "SIGILL, illegal instruction",
            6, "SIGABRT, it aborted itself",
            7, "SIGBUS, bad memory access",
            8, "SIGFPE, bad arithmetic",
            9, "SIGKILL, often for lack of memory",
            11, "SIGSEGV, bad memory access",
            15, "SIGTERM");
    private static final int FIRST_SIGNAL = 128;
    private static final int LAST_SIGNAL = 64;

    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

    /** The command that decided the code: after the last separator, without assignments. A guess, for notes only. */
    private static final Pattern LAST_PROGRAM =
            Pattern.compile("(?:^|[|;&\n])\\s*(?:[A-Za-z_]\\w*=\\S*\\s+)*+(?:\\S*/)?([\\w.\\[-]+)[^|;&\n]*\\s*$");

    static ExitNote of(String command, int code) {
        return program(command).flatMap(program -> known(program, code)).orElseGet(() -> general(code));
    }

    private static Optional<ExitNote> known(String program, int code) {
        if (code == 1 && SEARCHERS.contains(program)) {
            return Optional.of(new ExitNote("no match", false));
        }
        if (code == 1 && COMPARERS.contains(program)) {
            return Optional.of(new ExitNote("they differ", false));
        }
        if (code == 1 && (program.equals("test") || program.equals("["))) {
            return Optional.of(new ExitNote("the condition is false", false));
        }
        if (code == 1 && program.equals("find")) {
            return Optional.of(new ExitNote("some directories could not be read; the rest is complete", true));
        }
        if (code == 1 && program.equals("git")) {
            return Optional.of(new ExitNote("for git diff: there are differences", true));
        }
        return program.equals("curl") && CURL.containsKey(code)
                ? Optional.of(new ExitNote(CURL.get(code), true))
                : Optional.empty();
    }

    private static ExitNote general(int code) {
        if (code == 127) {
            return new ExitNote("command not found", true);
        }
        if (code == 126) {
            return new ExitNote("cannot be executed, or the directory cannot be entered", true);
        }
        if (code > FIRST_SIGNAL && code <= FIRST_SIGNAL + LAST_SIGNAL) {
            int signal = code - FIRST_SIGNAL;
            return new ExitNote("killed by signal " + signal + nameOf(signal), true);
        }
        return new ExitNote("", true);
    }

    private static String nameOf(int signal) {
        return SIGNALS.containsKey(signal) ? ", " + SIGNALS.get(signal) : "";
    }

    private static Optional<String> program(String command) {
        // The last line is enough, and keeps a long script from a long search.
        String tail = command.stripTrailing();
        tail = QUOTED.matcher(tail.substring(Math.max(0, tail.length() - 2000))).replaceAll("Q");
        Matcher matcher = LAST_PROGRAM.matcher(tail);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
