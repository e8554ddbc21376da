package dev.talaria.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.provider.support.EndpointClient;
import dev.talaria.provider.support.HttpClients;
import dev.talaria.provider.support.Limits;
import dev.talaria.spi.model.ChatModel;
import dev.talaria.testkit.model.ChatModelContract;
import dev.talaria.testkit.model.ReplyLimits;
import dev.talaria.testkit.model.ScriptedModelServer;
import dev.talaria.testkit.model.ScriptedReply;
import dev.talaria.testkit.model.ScriptedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract, and what else an endpoint of this provider keeps. */
class AnthropicChatModelTest extends ChatModelContract {
    private final OkHttpClient client = HttpClients.open();

    @Override
    protected ChatModel connect(ScriptedModelServer server) {
        return connect(TestEndpoints.settings(server.baseUrl()));
    }

    @Override
    protected Optional<ChatModel> connect(ScriptedModelServer server, ReplyLimits limits) {
        var wire = new Limits(
                Duration.ofSeconds(2), limits.idle(), limits.total(), limits.maxLineBytes(), limits.maxReplyBytes());
        return Optional.of(connect(TestEndpoints.settings(server.baseUrl(), wire)));
    }

    @Override
    protected String replayedArguments(ScriptedRequest request) {
        String body = request.bodyText();
        try (JsonParser json = new JsonFactory().createParser(body)) {
            while (json.nextToken() != null) {
                if ("input".equals(json.currentName())) {
                    json.nextToken();
                    int start = (int) json.currentTokenLocation().getCharOffset();
                    json.skipChildren();
                    return body.substring(start, (int) json.currentLocation().getCharOffset());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("no tool use in " + body);
    }

    @AfterEach
    void closeClient() {
        HttpClients.close(client);
    }

    @Test
    void theKeyIsSentAndNeverShown() {
        server.reply(ScriptedReply.status(
                401,
                "{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"invalid x-api-key "
                        + TestEndpoints.KEY + "\"}}"));

        ModelException failure = failure(request("hello"));

        assertThat(server.requests().get(0).header("x-api-key")).contains(TestEndpoints.KEY);
        assertThat(server.requests().get(0).header("anthropic-version")).contains("2023-06-01");
        assertThat(server.requests().get(0).path()).isEqualTo("/v1/messages");
        assertThat(failure.reason()).isEqualTo(Reason.AUTHENTICATION);
        assertThat(failure)
                .hasMessageContaining("invalid x-api-key ***")
                .message()
                .doesNotContain(TestEndpoints.KEY);
        assertThat(failure.remedy()).contains("env:TEST_KEY");
    }

    @Test
    void aRequestIsSentOnce() {
        server.reply(ScriptedReply.status(529, "{}", Map.of("Retry-After", "0")));

        assertThat(failure(request("hello")).reason()).isEqualTo(Reason.OVERLOADED);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aWholeAnswerToAStreamRequest() {
        server.reply(ScriptedReply.toolCalls(ScriptedReply.call("c1", "read_file", "{\"path\":\"a\"}"))
                .after("Reading.")
                .reasoning("hm", "abc")
                .notStreamed());

        var response = ask(request("hello"));

        assertThat(response.message().content())
                .containsExactly(
                        new Content.Reasoning("hm", "anthropic", "signature:abc"),
                        new Content.Text("Reading."),
                        new Content.ToolUse("c1", "read_file", "{\"path\":\"a\"}"));
        assertThat(response.usage().inputTokens()).isEqualTo(10);
        assertThat(listener.text()).containsExactly("Reading.");
        assertThat(listener.reasoning()).containsExactly("hm");
    }

    @Test
    void aSilentEndpointTimesOut() {
        server.reply(ScriptedReply.text("half").delay(Duration.ofSeconds(30)));

        ModelException failure = failure(Duration.ofMillis(200), Duration.ofSeconds(20));

        assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(failure).hasMessageContaining("sent nothing");
    }

    @Test
    void anEndpointThatDripsForEverTimesOut() {
        server.reply(ScriptedReply.text("half").holdForever());

        ModelException failure = failure(Duration.ofSeconds(10), Duration.ofMillis(300));

        assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(failure).hasMessageContaining("was not done");
        server.awaitDisconnect();
    }

    private ModelException failure(Duration idle, Duration total) {
        var limits = new Limits(Duration.ofSeconds(2), idle, total, 1 << 20, 1 << 20);
        ChatModel model = connect(TestEndpoints.settings(server.baseUrl(), limits));
        return catchThrowableOfType(ModelException.class, () -> model.chat(request("hello"), listener, cancellation));
    }

    private ChatModel connect(EndpointSettings settings) {
        return new AnthropicChatModel(new EndpointClient<>(settings, client, TestEndpoints.SECRETS));
    }
}
