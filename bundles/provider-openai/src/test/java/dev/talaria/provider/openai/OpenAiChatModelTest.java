package dev.talaria.provider.openai;

import static dev.talaria.testkit.model.ScriptedReply.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Json;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.Role;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.provider.support.EndpointClient;
import dev.talaria.provider.support.HttpClients;
import dev.talaria.provider.support.Limits;
import dev.talaria.spi.model.ChatModel;
import dev.talaria.testkit.model.ChatModelContract;
import dev.talaria.testkit.model.ReplyLimits;
import dev.talaria.testkit.model.ScriptedModelServer;
import dev.talaria.testkit.model.ScriptedReply;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract, and what the wire of this provider looks like. */
class OpenAiChatModelTest extends ChatModelContract {
    private final OkHttpClient client = HttpClients.open();

    @Override
    protected ChatModel connect(ScriptedModelServer server) {
        return connect(TestEndpoints.settings(server));
    }

    @Override
    protected Optional<ChatModel> connect(ScriptedModelServer server, ReplyLimits limits) {
        var wire = new Limits(
                Duration.ofSeconds(2), limits.idle(), limits.total(), limits.maxLineBytes(), limits.maxReplyBytes());
        return Optional.of(connect(TestEndpoints.settings(server.baseUrl(), wire)));
    }

    @AfterEach
    void closeClient() {
        HttpClients.close(client);
    }

    @Test
    void theBodyIsExactlyThis() {
        server.reply("ok");
        var tool = new ToolDefinition(
                "b_tool",
                "Does b",
                Json.object("type", "object", "zeta", 1, "alpha", new BigDecimal("0.10"), "none", null));
        var request = new ChatRequest(
                "m",
                "sys",
                List.of(tool),
                List.of(
                        Message.user("hi"),
                        new Message(
                                Role.ASSISTANT,
                                List.of(
                                        new Content.Reasoning("secret thoughts"),
                                        new Content.ToolUse("c1", "b_tool", "{ \"x\":1}"),
                                        new Content.ToolUse("c2", "b_tool", "not json"))),
                        new Message(
                                Role.TOOL,
                                List.of(
                                        new Content.ToolOutput("c1", "one", false),
                                        new Content.ToolOutput("c2", "two", true)))),
                ToolChoice.NONE);

        ask(request);

        assertThat(server.requests().get(0).bodyText())
                .isEqualTo("{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
                        + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"b_tool\",\"description\":\"Does b\","
                        + "\"parameters\":{\"type\":\"object\",\"zeta\":1,\"alpha\":0.10,\"none\":null}}}],"
                        + "\"messages\":[{\"role\":\"system\",\"content\":\"sys\"},"
                        + "{\"role\":\"user\",\"content\":\"hi\"},"
                        + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":["
                        + "{\"id\":\"c1\",\"type\":\"function\",\"function\":"
                        + "{\"name\":\"b_tool\",\"arguments\":\"{ \\\"x\\\":1}\"}},"
                        + "{\"id\":\"c2\",\"type\":\"function\",\"function\":"
                        + "{\"name\":\"b_tool\",\"arguments\":\"{}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"one\"},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"c2\",\"content\":\"two\"}],"
                        + "\"tool_choice\":\"none\"}");
    }

    @Test
    void withoutToolsAndSystemTextTheirFieldsAreAbsent() {
        server.reply("ok");

        ask(new ChatRequest("m", "", List.of(), List.of(Message.user("hi")), ToolChoice.NONE));

        assertThat(server.requests().get(0).json()).containsOnlyKeys("model", "stream", "stream_options", "messages");
        assertThat(server.requests().get(0).messages()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"path\":\"a", "", " ", "not json", "[1]", "null", "{} {}"})
    void argumentsThatAreNoObjectAreReplayedAsNone(String raw) {
        server.reply("ok");

        ask(conversation(
                Message.user("read"),
                new Message(Role.ASSISTANT, List.of(new Content.ToolUse("c1", "read_file", raw))),
                new Message(Role.TOOL, List.of(new Content.ToolOutput("c1", "no JSON", true)))));

        assertThat(replayedArguments(server.requests().get(0))).isEqualTo("{}");
    }

    @Test
    void aLoneSurrogateDoesNotStopTheConversation() {
        server.reply("ok");

        ask(request("broken \ud83d character"));

        assertThat(server.requests().get(0).messages().get(1)).containsEntry("content", "broken ? character");
    }

    @Test
    void theKeyIsSentAndNeverShown() {
        server.reply(ScriptedReply.status(401, "{\"error\":\"no such key: " + TestEndpoints.KEY + "\"}"));

        ModelException failure = failure(request("hello"));

        assertThat(server.requests().get(0).header("Authorization")).contains("Bearer " + TestEndpoints.KEY);
        assertThat(failure.shown()).contains("no such key: ***", "env:TEST_KEY").doesNotContain(TestEndpoints.KEY);
    }

    @Test
    void aMissingKeyIsSaidBeforeAnythingIsSent() {
        ChatModel model = new OpenAiChatModel(
                new EndpointClient<>(TestEndpoints.settings(server), client, ref -> Optional.empty()));

        var failure =
                catchThrowableOfType(ModelException.class, () -> model.chat(request("hello"), listener, cancellation));

        assertThat(failure.reason()).isEqualTo(Reason.AUTHENTICATION);
        assertThat(failure).hasMessageContaining("env:TEST_KEY");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aKeyThatIsNoHeaderIsNeverShown() {
        ChatModel model = new OpenAiChatModel(
                new EndpointClient<>(TestEndpoints.settings(server), client, ref -> Optional.of("sk-1\nsk-2")));

        var failure =
                catchThrowableOfType(ModelException.class, () -> model.chat(request("hello"), listener, cancellation));

        assertThat(failure.reason()).isEqualTo(Reason.AUTHENTICATION);
        assertThat(failure).hasStackTraceContaining("env:TEST_KEY");
        assertThat(failure.shown()).doesNotContain("sk-1");
        assertThat(failure.getCause()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 307})
    void redirectsAreNotFollowed(int status) {
        server.reply(ScriptedReply.status(status, "{}", Map.of("Location", server.baseUrl() + "/elsewhere")));

        assertThat(failure(request("hello")).shown()).contains("HTTP " + status, "base URL");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void oneAttemptPerCall() {
        server.reply(ScriptedReply.status(503, "{}", Map.of("Retry-After", "0")));

        failure(request("hello"));

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aWholeAnswerToAStreamRequest() {
        server.reply(ScriptedReply.toolCalls(call("c1", "read_file", "{\"path\":\"a\"}"))
                .after("Reading.")
                .reasoning("hm")
                .notStreamed());

        var response = ask(request("hello"));

        assertThat(response.message().content())
                .containsExactly(
                        new Content.Reasoning("hm"),
                        new Content.Text("Reading."),
                        new Content.ToolUse("c1", "read_file", "{\"path\":\"a\"}"));
        assertThat(response.usage().inputTokens()).isEqualTo(10);
        assertThat(listener.text()).containsExactly("Reading.");
    }

    @Test
    void aSilentEndpointTimesOut() {
        server.reply(ScriptedReply.text("half").delay(Duration.ofSeconds(30)));
        var limits =
                new Limits(Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofSeconds(20), 1 << 20, 1 << 20);
        ChatModel model = connect(TestEndpoints.settings(server.baseUrl(), limits));

        var failure =
                catchThrowableOfType(ModelException.class, () -> model.chat(request("hello"), listener, cancellation));

        assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(failure).hasMessageContaining("sent nothing");
    }

    @Test
    void anEndpointThatDripsForEverTimesOut() {
        server.reply(ScriptedReply.text("half").holdForever());
        var limits =
                new Limits(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMillis(300), 1 << 20, 1 << 20);
        ChatModel model = connect(TestEndpoints.settings(server.baseUrl(), limits));

        var failure =
                catchThrowableOfType(ModelException.class, () -> model.chat(request("hello"), listener, cancellation));

        assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
        assertThat(failure).hasMessageContaining("was not done");
        server.awaitDisconnect();
    }

    @Test
    void aServerWithoutAModelListHasItsDefault() {
        var settings = TestEndpoints.settings(server.baseUrl() + "/elsewhere", TestEndpoints.LIMITS);

        assertThat(connect(settings).models(new CancellationSource()))
                .extracting(ModelInfo::id)
                .containsExactly("scripted-1");
    }

    @Test
    void theListOfModelsIsAskedForOnceAMinute() {
        AtomicLong now = new AtomicLong(5);
        var model = new OpenAiChatModel(endpointClient(TestEndpoints.settings(server)), now::get);

        model.models(new CancellationSource());
        now.addAndGet(TimeUnit.SECONDS.toNanos(59));
        model.models(new CancellationSource());
        assertThat(server.modelRequests()).hasSize(1);
        now.addAndGet(TimeUnit.SECONDS.toNanos(2));
        model.models(new CancellationSource());
        assertThat(server.modelRequests()).hasSize(2);
        model.use(endpointClient(TestEndpoints.settings(server)));
        model.models(new CancellationSource());
        assertThat(server.modelRequests()).hasSize(3);
    }

    @Test
    void generatedIdsAreUniqueInTheConversation() {
        server.reply(ScriptedReply.toolCalls(call("c1", "read_file", "{}"), call("", "read_file", "{}")));
        Message earlier = new Message(Role.ASSISTANT, List.of(new Content.ToolUse("c1", "read_file", "{}")));
        Message output = new Message(Role.TOOL, List.of(new Content.ToolOutput("c1", "x", false)));

        var uses =
                ask(conversation(Message.user("a"), earlier, output)).message().toolUses();

        assertThat(uses).extracting(Content.ToolUse::id).doesNotContain("c1").doesNotHaveDuplicates();
    }

    private ChatModel connect(EndpointSettings settings) {
        return new OpenAiChatModel(endpointClient(settings));
    }

    private EndpointClient<EndpointSettings> endpointClient(EndpointSettings settings) {
        return new EndpointClient<>(settings, client, TestEndpoints.SECRETS);
    }
}
