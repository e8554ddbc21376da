package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.Command;
import java.util.List;

/** What is executed for a command: the words of its shell. */
final class ShellWords {
    private ShellWords() {}

    /** @throws dev.talaria.api.sandbox.SandboxException if it shall have a terminal and this host has none to give */
    static List<String> of(HostPrograms programs, Command command) {
        List<String> words =
                List.of(programs.bash(), "--noprofile", "--norc", "-c", BashScript.argument(command.script()));
        return command.terminal() ? inTerminal(programs, words) : words;
    }

    /** @throws dev.talaria.api.sandbox.SandboxException if this host has no terminal to give */
    static List<String> inTerminal(HostPrograms programs, List<String> words) {
        StringBuilder line = new StringBuilder("stty rows " + Command.ROWS + " cols " + Command.COLUMNS + "; exec");
        words.forEach(word -> line.append(' ').append(quoted(word)));
        return List.of(programs.terminalMaker(), "-qefc", line.toString(), "/dev/null");
    }

    /** For any shell of POSIX. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
