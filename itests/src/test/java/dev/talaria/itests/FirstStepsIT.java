package dev.talaria.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a person does first, in an empty home. */
@Timeout(150)
class FirstStepsIT extends WithTerminal {
    private static final String KEY = "sk-typed-by-hand-4711";

    @Test
    void anEmptyHomeAnswersAfterAFewQuestions() throws Exception {
        model.models("wordy", "terse").reply("ready");
        open(80, 40, environment(Map.of()), "setup").await("Number:");
        terminal.say("other");
        terminal.await("Base URL");
        terminal.say(model.baseUrl());
        terminal.await("Key (not shown)");
        terminal.say(KEY);
        terminal.await("Model [wordy]");
        terminal.type("te");
        terminal.keys("Tab");
        terminal.await("Model [wordy]: terse");
        terminal.keys("Enter");
        terminal.await("Trust one");
        terminal.say(work.toString());
        terminal.await("Sandbox: where");
        terminal.await("Number [1]:");
        terminal.keys("Enter");
        terminal.await("Approvals: what");
        terminal.say("workspace");
        terminal.await("It said: ready");
        assertThat(terminal.exitCode()).isZero();
        assertThat(terminal.everything()).contains("Next: talaria chat").doesNotContain(KEY);

        assertThat(model.requests()).hasSize(1);
        assertThat(model.requests().get(0).header("Authorization")).contains("Bearer " + KEY);
        assertThat(model.requests().get(0).bodyText()).contains("\"terse\"");
        assertThat(settings())
                .doesNotContain(KEY)
                .contains("apiKey = store:other", "defaultModel = other/terse", "mode = workspace", work.toString());

        model.reply("Good evening.");
        Outcome asked = talaria(work, Map.of(), "ask", "hello");
        assertThat(asked.out()).isEqualTo("Good evening.\n");
    }

    @Test
    void theConsoleIsLeftByExit() throws Exception {
        open(80, 24, environment(Map.of()), "shell").await("@talaria()>");
        terminal.say("tool:list");
        assertThat(terminal.await("write_file")).contains("EFFECTS");
        terminal.say("exit");
        assertThat(terminal.exitCode()).isZero();
    }

    private String settings() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("home/etc"))) {
            StringBuilder all = new StringBuilder();
            List<Path> ours = files.filter(file -> file.getFileName().toString().startsWith("dev.talaria."))
                    .toList();
            for (Path file : ours) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }
}
