package dev.talaria.sandbox.support;

import dev.talaria.api.sandbox.Command;
import dev.talaria.sandbox.support.Exec.Launch;
import java.util.List;
import java.util.Map;

/** What is started in a sandbox. */
final class Launches {
    private Launches() {}

    /** One of our scripts, without a terminal. */
    static Launch script(String script, List<String> arguments, boolean input) {
        return new Launch(Scripts.words(script, arguments), Map.of(), false, input, Command.ROWS, Command.COLUMNS);
    }
}
