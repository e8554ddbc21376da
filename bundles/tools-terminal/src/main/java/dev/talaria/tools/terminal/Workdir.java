package dev.talaria.tools.terminal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a command runs.
 *
 * @param absolute empty for a directory below the home of the sandbox, which only its own shell knows
 * @param fromHome what follows {@code ~/}, if that is how it was given
 * @param problem why it cannot be a directory; empty if it can
 */
record Workdir(Optional<String> absolute, Optional<String> fromHome, String problem) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9/\\\\:_\\-.~ +@=,]+");

    static Workdir session(String cwd) {
        return new Workdir(Optional.of(cwd), Optional.empty(), "");
    }

    static Workdir of(String given, String cwd) {
        if (!ALLOWED.matcher(given).matches()) {
            return refused("'workdir' is empty or has a character that is not allowed; allowed are letters,"
                    + " digits, space and / \\ : _ - . ~ + @ = ,");
        }
        if (given.equals("~") || given.startsWith("~/")) {
            return new Workdir(Optional.empty(), Optional.of(given.substring(Math.min(2, given.length()))), "");
        }
        if (given.startsWith("~")) {
            return refused("'workdir' knows ~ and ~/… only, not the home of another user.");
        }
        return session(given.startsWith("/") ? given : cwd + "/" + given);
    }

    /** The command, begun in the right directory. */
    String script(String command) {
        return fromHome.map(path -> "cd -- \"$HOME\"/'" + path + "' || exit 126\n" + command)
                .orElse(command);
    }

    /** Whether a command that began here and ended there went elsewhere by itself. */
    boolean isLeft(String now) {
        return absolute.map(begun -> !Path.of(begun).normalize().equals(Path.of(now)))
                .orElse(false);
    }

    private static Workdir refused(String problem) {
        return new Workdir(Optional.empty(), Optional.empty(), problem);
    }
}
