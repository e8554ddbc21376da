package dev.talaria.itests;

import dev.talaria.testkit.env.RequiresTmux;
import dev.talaria.testkit.model.ScriptedModelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** The launcher in a real terminal, in a directory of its own, and a model that says what a test wants. */
@RequiresTmux
abstract class WithTerminal extends WithLauncher {
    @TempDir(factory = SameLength.class)
    Path work;

    ScriptedModelServer model;
    Tmux terminal;

    @BeforeEach
    void listen() {
        model = new ScriptedModelServer();
    }

    @AfterEach
    void end() throws Exception {
        if (terminal != null) {
            terminal.close();
        }
        model.close();
    }

    /** What every call of the launcher needs to find this test's instance. */
    Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "TALARIA_HOME", home.resolve("home").toString(),
                "TALARIA_ASSEMBLY", System.getProperty("talaria.assembly"),
                "LANG", "C.UTF-8"));
        environment.putAll(more);
        return environment;
    }

    /** Types nothing yet. Of the environment, TERM counts for the launcher alone. */
    Tmux open(int columns, int rows, Map<String, String> environment, String words) throws Exception {
        String type = environment.containsKey("TERM") ? "TERM=" + environment.get("TERM") + " " : "";
        terminal = new Tmux(
                columns,
                rows,
                environment,
                work.toString(),
                type + System.getProperty("talaria.launcher") + " " + words);
        return terminal;
    }

    /** The name has the same length each time, since it is on screens that are compared. */
    private static final class SameLength implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test) throws IOException {
            String number = String.format("%08d", ThreadLocalRandom.current().nextInt(100_000_000));
            return Files.createDirectory(Path.of(System.getProperty("java.io.tmpdir"), "chat-" + number));
        }
    }
}
