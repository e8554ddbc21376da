package dev.talaria.provider.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.Json;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.provider.anthropic.ThinkingSettings.Mode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request looks like, byte for byte. */
class RequestWriterTest {
    private static final String MARKER = "\"cache_control\":{\"type\":\"ephemeral\"}";
    private static final ToolDefinition TOOL = new ToolDefinition(
            "b_tool",
            "Does b",
            Json.object("type", "object", "zeta", 1, "alpha", new BigDecimal("0.10"), "none", null));
    private static final Content.ToolUse USE = new Content.ToolUse("c1", "b_tool", "{ \"x\":1}");
    private static final Content.ToolOutput OUTPUT = new Content.ToolOutput("c1", "one", false);

    private final EndpointSettings settings = TestEndpoints.settings("http://127.0.0.1:9");
    private final EndpointSettings thinking = with(new ThinkingSettings(Mode.BUDGET, 2000, ""), CacheTtl.FIVE_MINUTES);

    @Test
    void theBodyIsExactlyThis() {
        var request = new ChatRequest(
                "m",
                "sys",
                List.of(TOOL),
                List.of(
                        Message.user("hi"),
                        assistant(
                                new Content.Reasoning("aha", "anthropic", "signature:c2ln"),
                                new Content.Reasoning("", "anthropic", "redacted:ZGF0YQ"),
                                new Content.Reasoning("of another", "someone", "signature:x"),
                                new Content.Reasoning("of nobody"),
                                new Content.Text("Let me see."),
                                USE,
                                new Content.ToolUse("c2", "b_tool", "not json")),
                        new Message(Role.TOOL, List.of(OUTPUT, new Content.ToolOutput("c2", "two", true))),
                        Message.user("and now?")),
                ToolChoice.NONE);

        assertThat(body(request, thinking))
                .isEqualTo("{\"model\":\"m\",\"max_tokens\":16384,\"stream\":true,"
                        + "\"tools\":[{\"name\":\"b_tool\",\"description\":\"Does b\","
                        + "\"input_schema\":{\"type\":\"object\",\"zeta\":1,\"alpha\":0.10,\"none\":null}}],"
                        + "\"system\":[{\"type\":\"text\",\"text\":\"sys\"," + MARKER + "}],"
                        + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"," + MARKER
                        + "}]},{\"role\":\"assistant\",\"content\":["
                        + "{\"type\":\"thinking\",\"thinking\":\"aha\",\"signature\":\"c2ln\"},"
                        + "{\"type\":\"redacted_thinking\",\"data\":\"ZGF0YQ\"},"
                        + "{\"type\":\"text\",\"text\":\"Let me see.\"},"
                        + "{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"b_tool\",\"input\":{ \"x\":1}},"
                        + "{\"type\":\"tool_use\",\"id\":\"c2\",\"name\":\"b_tool\",\"input\":{}," + MARKER + "}]},"
                        + "{\"role\":\"user\",\"content\":["
                        + "{\"type\":\"tool_result\",\"tool_use_id\":\"c1\",\"content\":\"one\"},"
                        + "{\"type\":\"tool_result\",\"tool_use_id\":\"c2\",\"content\":\"two\",\"is_error\":true},"
                        + "{\"type\":\"text\",\"text\":\"and now?\"," + MARKER + "}]}],"
                        + "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},"
                        + "\"tool_choice\":{\"type\":\"none\"}}");
    }

    @Test
    void withoutToolsAndSystemTextTheirFieldsAreAbsent() {
        var request = new ChatRequest("m", " ", List.of(), List.of(Message.user("hi")), ToolChoice.NONE);

        assertThat(body(request, settings)).doesNotContain("tools", "system", "tool_choice", "thinking");
    }

    @Test
    void fourMarkersAtMostAndNoneOnThinking() {
        Content.Reasoning thought = new Content.Reasoning("aha", "anthropic", "signature:s");
        String body = body(
                conversation(
                        Message.user("one"),
                        Message.assistant("two"),
                        Message.user("three"),
                        assistant(new Content.Text("four"), thought),
                        Message.user("five")),
                settings);

        assertThat(body.split("cache_control", -1)).hasSize(5);
        assertThat(body)
                .contains(
                        "\"three\"," + MARKER,
                        "\"four\"," + MARKER + "},{\"type\":\"thinking\",\"thinking\":\"aha\",\"signature\":\"s\"}]",
                        "\"five\"," + MARKER)
                .doesNotContain("\"one\"," + MARKER, "\"two\"," + MARKER);
    }

    @Test
    void aMessageOfThinkingAloneHasNoMarker() {
        Content.Reasoning thought = new Content.Reasoning("aha", "anthropic", "signature:s");

        String body = body(conversation(Message.user("one"), assistant(thought), Message.user("two")), settings);

        assertThat(body.split("cache_control", -1)).hasSize(4);
    }

    @Test
    void theCacheMayLastAnHour() {
        var hour = with(ThinkingSettings.OFF, CacheTtl.ONE_HOUR);

        assertThat(body(conversation(Message.user("hi")), hour))
                .contains("\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}");
    }

    @Test
    void whatTheEndpointCachedStaysTheSameBytes() {
        ChatRequest earlier =
                conversation(Message.user("first"), assistant(USE), new Message(Role.TOOL, List.of(OUTPUT)));
        ChatRequest later = conversation(
                Message.user("first"),
                assistant(USE),
                new Message(Role.TOOL, List.of(OUTPUT)),
                Message.assistant("done"),
                Message.user("more"));

        // Markers wander and are no part of what is cached.
        byte[] before = body(earlier, settings).replace("," + MARKER, "").getBytes(UTF_8);
        byte[] after = body(later, settings).replace("," + MARKER, "").getBytes(UTF_8);

        String common = new String(after, 0, Arrays.mismatch(before, after), UTF_8);
        assertThat(common).endsWith("\"content\":\"one\"}]}");
        assertThat(RequestWriter.write(earlier, settings)).isEqualTo(RequestWriter.write(earlier, settings));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"path\":\"a", "", " ", "not json", "[1]", "null", "{} {}"})
    void argumentsThatAreNoObjectAreReplayedAsNone(String raw) {
        ChatRequest request = conversation(Message.user("x"), assistant(new Content.ToolUse("c1", "b_tool", raw)));

        assertThat(body(request, settings)).contains("\"input\":{},");
    }

    @Test
    void whatWouldBeRefusedIsLeftOut() {
        ChatRequest request =
                conversation(Message.user("one"), Message.assistant(""), Message.user(" \n"), Message.user("two"));

        assertThat(body(request, settings))
                .contains("\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"one\"},"
                        + "{\"type\":\"text\",\"text\":\"two\"," + MARKER + "}]}]");
    }

    @Test
    void emptyOutputs() {
        ChatRequest request = conversation(new Message(
                Role.TOOL, List.of(new Content.ToolOutput("a", "", false), new Content.ToolOutput("b", "", true))));

        assertThat(body(request, settings))
                .contains("{\"type\":\"tool_result\",\"tool_use_id\":\"a\"},")
                .contains("\"tool_use_id\":\"b\",\"content\":\"(it failed and said nothing)\",\"is_error\":true");
    }

    @Test
    void idsOfOtherProvidersAreMadeFitAndStillPair() {
        ChatRequest request = conversation(
                Message.user("x"),
                assistant(
                        new Content.ToolUse("functions.read:0", "b_tool", "{}"),
                        new Content.ToolUse("functions.read_0", "b_tool", "{}")),
                new Message(Role.TOOL, List.of(new Content.ToolOutput("functions.read:0", "one", false))));

        String id = WireId.of("functions.read:0");
        assertThat(id).matches("[a-zA-Z0-9_-]+").isNotEqualTo(WireId.of("functions.read_0"));
        assertThat(body(request, settings)).contains("\"id\":\"" + id + "\"", "\"tool_use_id\":\"" + id + "\"");
    }

    @Test
    void thinkingRestsWhileToolsOfATurnRunThatBeganWithoutIt() {
        Message outputs = new Message(Role.TOOL, List.of(OUTPUT));
        Message thoughtful = assistant(new Content.Reasoning("aha", "anthropic", "signature:s"), USE);

        assertThat(body(conversation(Message.user("x"), assistant(USE), outputs), thinking))
                .doesNotContain("budget_tokens");
        assertThat(body(conversation(Message.user("x"), thoughtful, outputs, assistant(USE), outputs), thinking))
                .contains("budget_tokens");
        assertThat(body(conversation(Message.user("x"), assistant(USE), outputs, Message.user("y")), thinking))
                .contains("budget_tokens");
    }

    @Test
    void aLoneSurrogateDoesNotStopTheConversation() {
        assertThat(body(conversation(Message.user("broken \ud83d character")), settings))
                .contains("broken ? character");
    }

    private static EndpointSettings with(ThinkingSettings thinking, CacheTtl ttl) {
        return TestEndpoints.settings("http://127.0.0.1:9", TestEndpoints.LIMITS, thinking, ttl);
    }

    private static String body(ChatRequest request, EndpointSettings settings) {
        return new String(RequestWriter.write(request, settings), UTF_8);
    }

    private static ChatRequest conversation(Message... messages) {
        return new ChatRequest("m", "sys", List.of(TOOL), List.of(messages), ToolChoice.AUTO);
    }

    private static Message assistant(Content... content) {
        return new Message(Role.ASSISTANT, List.of(content));
    }
}
