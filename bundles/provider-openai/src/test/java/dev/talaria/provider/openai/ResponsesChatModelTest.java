package dev.talaria.provider.openai;

import static dev.talaria.testkit.model.ScriptedReply.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.Blob;
import dev.talaria.api.base.Json;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import dev.talaria.api.model.Usage;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.provider.support.EndpointClient;
import dev.talaria.provider.support.HttpClients;
import dev.talaria.provider.support.Limits;
import dev.talaria.spi.model.ChatModel;
import dev.talaria.testkit.model.ChatModelContract;
import dev.talaria.testkit.model.ReplyLimits;
import dev.talaria.testkit.model.ScriptedModelServer;
import dev.talaria.testkit.model.ScriptedReply;
import dev.talaria.testkit.model.ScriptedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract on the Responses API, and what its wire looks like. */
class ResponsesChatModelTest extends ChatModelContract {
    private static final String THOUGHT =
            "{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\","
                    + "\"text\":\"hm\"}],\"encrypted_content\":\"gAAA\",\"later\":[1,null]}";

    private final OkHttpClient client = HttpClients.open();

    @Override
    protected ChatModel connect(ScriptedModelServer server) {
        var settings = TestEndpoints.settings(server.baseUrl(), TestEndpoints.LIMITS, WireApi.RESPONSES);
        return new OpenAiChatModel(new EndpointClient<>(settings, client, TestEndpoints.SECRETS));
    }

    @Override
    protected Optional<ChatModel> connect(ScriptedModelServer server, ReplyLimits limits) {
        var wire = new Limits(
                Duration.ofSeconds(2), limits.idle(), limits.total(), limits.maxLineBytes(), limits.maxReplyBytes());
        var settings = TestEndpoints.settings(server.baseUrl(), wire, WireApi.RESPONSES);
        return Optional.of(new OpenAiChatModel(new EndpointClient<>(settings, client, TestEndpoints.SECRETS)));
    }

    @Override
    @SuppressWarnings("unchecked")
    protected String replayedArguments(ScriptedRequest request) {
        return ((List<Map<String, Object>>) request.json().get("input"))
                .stream()
                        .filter(item -> "function_call".equals(item.get("type")))
                        .map(item -> String.valueOf(item.get("arguments")))
                        .findFirst()
                        .orElseThrow();
    }

    @AfterEach
    void closeClient() {
        HttpClients.close(client);
    }

    @Test
    void theBodyIsExactlyThis() {
        server.reply("ok");
        var tool = new ToolDefinition("b_tool", "Does b", Json.object("type", "object", "zeta", 1, "alpha", null));
        var image = new Content.Image("image/png", Blob.of(new byte[] {1, 2, 3}));
        var request = new ChatRequest(
                        "m",
                        "sys",
                        List.of(tool),
                        List.of(
                                new Message(Role.USER, List.of(new Content.Text("look"), image)),
                                new Message(
                                        Role.ASSISTANT,
                                        List.of(
                                                new Content.Reasoning("hm", "openai-responses", THOUGHT),
                                                new Content.Text("So."),
                                                new Content.ToolUse("c1", "b_tool", "{ \"x\":1}"),
                                                new Content.ToolUse("c2", "b_tool", "not json"))),
                                new Message(
                                        Role.TOOL,
                                        List.of(
                                                new Content.ToolOutput("c1", "one", false),
                                                new Content.ToolOutput("c2", "two", true))),
                                Message.user("more")),
                        ToolChoice.NONE)
                .withMaxOutputTokens(99);

        ask(request);

        assertThat(server.requests().get(0).path()).isEqualTo("/v1/responses");
        assertThat(server.requests().get(0).bodyText())
                .isEqualTo(
                        "{\"model\":\"m\",\"stream\":true,\"store\":false,\"include\":[\"reasoning.encrypted_content\"],"
                                + "\"instructions\":\"sys\",\"tools\":[{\"type\":\"function\",\"name\":\"b_tool\","
                                + "\"description\":\"Does b\",\"parameters\":{\"type\":\"object\",\"zeta\":1,\"alpha\":null},"
                                + "\"strict\":false}],\"input\":["
                                + "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"look\"},"
                                + "{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,AQID\",\"detail\":\"auto\"}]},"
                                + THOUGHT
                                + ",{\"type\":\"message\",\"role\":\"assistant\",\"content\":\"So.\"},"
                                + "{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"b_tool\",\"arguments\":\"{ \\\"x\\\":1}\"},"
                                + "{\"type\":\"function_call\",\"call_id\":\"c2\",\"name\":\"b_tool\",\"arguments\":\"{}\"},"
                                + "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"one\"},"
                                + "{\"type\":\"function_call_output\",\"call_id\":\"c2\",\"output\":\"two\"},"
                                + "{\"type\":\"message\",\"role\":\"user\",\"content\":\"more\"}],"
                                + "\"max_output_tokens\":99,\"tool_choice\":\"none\"}");
    }

    @Test
    void reasoningGoesBackAsItCameWithTheItemsItLedTo() {
        server.reply(ScriptedReply.toolCalls(call("c1", "read_file", "{\"path\":\"a\"}"))
                        .reasoning("which file?", "gAAAA=="))
                .reply("done");

        ChatResponse first = ask(request("read"));
        ask(conversation(
                Message.user("read"),
                first.message(),
                new Message(Role.TOOL, List.of(new Content.ToolOutput("c1", "text", false)))));

        assertThat(server.requests().get(1).bodyText())
                .contains("{\"id\":\"rs_scripted-1\",\"type\":\"reasoning\",\"summary\":[{\"type\":\"summary_text\","
                        + "\"text\":\"which file?\"}],\"encrypted_content\":\"gAAAA==\"},"
                        + "{\"type\":\"function_call\",\"call_id\":\"c1\"");
    }

    @Test
    void reasoningThatWouldBeRefusedIsLeftOut() {
        server.reply("ok");

        ask(conversation(
                Message.user("a"),
                new Message(
                        Role.ASSISTANT,
                        List.of(
                                new Content.Reasoning("of others", "anthropic", "signature:x"),
                                new Content.Reasoning("of nobody"),
                                new Content.Reasoning("broken", "openai-responses", "{\"type\":\"reasoning\""),
                                new Content.Text("b"))),
                Message.user("c"),
                new Message(Role.ASSISTANT, List.of(new Content.Reasoning("cut", "openai-responses", THOUGHT))),
                Message.user("d")));

        assertThat(server.requests().get(0).bodyText()).doesNotContain("\"reasoning\"");
    }

    @Test
    void longIdsOfOtherProvidersAreShortenedAlike() {
        server.reply("ok");
        String id = "x".repeat(65);

        ask(conversation(
                Message.user("a"),
                new Message(Role.ASSISTANT, List.of(new Content.ToolUse(id, "read_file", "{}"))),
                new Message(Role.TOOL, List.of(new Content.ToolOutput(id, "text", false)))));

        assertThat(server.requests().get(0).bodyText())
                .doesNotContain(id)
                .contains("\"call_id\":\"" + Blob.sha256(id) + "\",\"name\"")
                .contains("\"call_id\":\"" + Blob.sha256(id) + "\",\"output\"");
    }

    @Test
    void aWholeAnswerToAStreamRequest() {
        server.reply(ScriptedReply.toolCalls(call("c1", "read_file", "{\"path\":\"a\"}"))
                .after("Reading.")
                .reasoning("hm")
                .usage(new Usage(10, 4, 5, 0, 3))
                .notStreamed());

        ChatResponse response = ask(request("hello"));

        assertThat(response.message().content())
                .containsExactly(
                        new Content.Reasoning("hm"),
                        new Content.Text("Reading."),
                        new Content.ToolUse("c1", "read_file", "{\"path\":\"a\"}"));
        assertThat(response.usage()).isEqualTo(new Usage(10, 4, 5, 0, 3));
        assertThat(listener.text()).containsExactly("Reading.");
        assertThat(listener.reasoning()).containsExactly("hm");
    }
}
