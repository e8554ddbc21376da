package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.Command;
import java.util.List;

/** What is executed for a command: the words of its shell. */
final class ShellWords {
    private ShellWords() {}

    /** @throws dev.talaria.api.sandbox.SandboxException if it shall have a terminal and this host has none to give */
    static List<String> of(HostPrograms programs, Command command) {
        String script = BashScript.argument(command.script());
        if (!command.terminal()) {
            return List.of(programs.bash(), "--noprofile", "--norc", "-c", script);
        }
        String inTerminal = "stty rows " + Command.ROWS + " cols " + Command.COLUMNS + "; exec "
                + quoted(programs.bash()) + " --noprofile --norc -c " + quoted(script);
        return List.of(programs.terminalMaker(), "-qefc", inTerminal, "/dev/null");
    }

    /** For any shell of POSIX. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
