package dev.talaria.itests;

import static dev.talaria.testkit.model.ScriptedReply.call;
import static dev.talaria.testkit.model.ScriptedReply.toolCalls;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.testkit.gateway.ScriptedPlatform;
import dev.talaria.testkit.model.ScriptedModelServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The hub between a chat platform and the engine, in the distribution. */
@Timeout(120)
class GatewayIT extends WithLauncher {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Test
    void aStrangerIsLetInByACodeAndTalksAnswersAndCommands() throws Exception {
        try (ScriptedModelServer model = new ScriptedModelServer();
                ScriptedPlatform platform = new ScriptedPlatform()) {
            Map<String, String> environment = scripted(model);
            assertThat(talaria(environment, "shell", "feature:install talaria-gateway-hub")
                            .exitCode())
                    .isZero();
            connect(platform);

            platform.post("42", "42", "hello?");
            String invitation = next(platform, 1);
            String code = invitation.replaceFirst("(?s).*pairing:approve scripted (\\w{8}).*", "$1");
            Outcome wrong = talaria(environment, "shell", "pairing:approve scripted WRONGONE");
            assertThat(wrong.exitCode()).isEqualTo(1);
            assertThat(wrong.err()).contains("No such code waits on scripted", "pairing:list");
            assertThat(talaria(environment, "shell", "pairing:approve scripted " + code)
                            .out())
                    .contains("Let in:", "scripted:42");
            assertThat(talaria(environment, "stop").exitCode()).isZero();

            model.reply("Good evening.");
            assertThat(talaria(environment, "shell", "pairing:list").out()).contains("scripted", "42", "let in");
            platform.post("42", "42", "hello again");
            assertThat(next(platform, 2)).isEqualTo("Good evening.");

            Path file = Files.createDirectories(home.resolve("home/workspaces/chats"))
                    .resolve("notes.txt");
            model.reply(toolCalls(call("1", "write_file", "{\"path\":\"notes.txt\",\"content\":\"milk\\n\"}")))
                    .reply("Written.");
            platform.post("42", "42", "write it down");
            assertThat(next(platform, 3)).contains("notes.txt", "`deny`");
            platform.post("42", "42", "once");
            assertThat(next(platform, 4)).isEqualTo("Written.");
            assertThat(file).hasContent("milk\n");

            platform.post("42", "42", "/title Shopping");
            assertThat(next(platform, 5)).contains("Shopping");
            assertThat(talaria(environment, "shell", "session:list").out()).contains("Shopping", "scripted:work/42");

            platform.post("7", "7", "let me in");
            assertThat(next(platform, 6)).contains("pairing:approve scripted");
            assertThat(model.requests()).hasSize(3);
        }
    }

    /** As an operator does. */
    private void connect(ScriptedPlatform platform) throws Exception {
        Path etc = home.resolve("home/etc");
        Files.writeString(
                etc.resolve("dev.talaria.itests.sampleconnector-work.cfg"),
                "baseUrl = " + platform.baseUrl() + "\ntoken = " + platform.token() + "\n");
        Files.copy(Path.of(System.getProperty("talaria.sample.connector")), home.resolve("home/deploy/connector.jar"));
    }

    private static String next(ScriptedPlatform platform, int count) throws Exception {
        assertThat(platform.awaitShown(shown -> shown.size() >= count, PATIENCE))
                .as("message " + count + " after " + platform.shown())
                .isTrue();
        return platform.shown().get(count - 1).text();
    }
}
