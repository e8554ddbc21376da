package dev.talaria.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.testkit.model.ScriptedReply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a real llama.cpp once answered, byte for byte: resources {@code recorded/llama.cpp}. */
class RecordedLlamaTest extends WireFixture {

    @Test
    void text() throws IOException {
        ChatResponse response = reply("text.sse");

        assertThat(listener.text()).hasSize(25);
        assertThat(response.message().text())
                .startsWith("There are many colours, but")
                .endsWith("of the rainbow.");
        assertThat(response.message().content()).hasSize(1);
        assertThat(response.finish()).isEqualTo(FinishReason.STOP);
        assertThat(response.usage().inputTokens()).isEqualTo(23);
        assertThat(response.usage().outputTokens()).isEqualTo(26);
        assertThat(response.model()).isEqualTo("smollm2-135m");
    }

    @Test
    void toolCall() throws IOException {
        ChatResponse response = reply("tool-call.sse");

        assertThat(response.message().content())
                .containsExactly(new Content.ToolUse(
                        "1ttvSKftCh9e6ZMGVnR781NIzjAbnEkT", "terminal", "{\"command\": \"uname\"}"));
        assertThat(response.finish()).isEqualTo(FinishReason.TOOL_USE);
        assertThat(response.usage().inputTokens()).isEqualTo(628);
        assertThat(response.usage().outputTokens()).isEqualTo(30);
    }

    @Test
    void toolCallCutAtTheLimit() throws IOException {
        ChatResponse response = reply("tool-call-cut.sse");

        assertThat(response.message().toolUses())
                .extracting(Content.ToolUse::rawArguments)
                .containsExactly("{\"command\": \"un");
        assertThat(response.finish()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.usage().cachedInputTokens()).isEqualTo(627);
    }

    @Test
    void contextOverflow() throws IOException {
        ModelException failure = refusal(400, "overflow.400.json");

        assertThat(failure.reason()).isEqualTo(Reason.CONTEXT_OVERFLOW);
        assertThat(failure).hasMessageContaining("2069 tokens").hasMessageContaining("2048 tokens");
    }

    @Test
    void aRefusedConversationIsNotTriedAgain() throws IOException {
        ModelException failure = refusal(500, "bad-arguments.500.json");

        assertThat(failure.reason()).isEqualTo(Reason.BAD_REQUEST);
        assertThat(failure.reason().retryable()).isFalse();
        assertThat(failure).hasMessageContaining("Failed to parse tool call arguments");
    }

    @Test
    void models() throws IOException {
        String json = new String(recorded("models.json"), StandardCharsets.UTF_8);

        assertThat(ModelList.parse(json, EndpointSettings.of(TestConfig.of(Map.of("preset", "llamacpp")))))
                .isEqualTo(List.of(
                        ModelInfo.of("smollm2-135m").withContextTokens(2048).withTakesImages(false)));
    }

    private ChatResponse reply(String name) throws IOException {
        server.reply(ScriptedReply.raw("text/event-stream", recorded(name)));
        return ask();
    }

    private ModelException refusal(int status, String name) throws IOException {
        server.reply(ScriptedReply.status(status, new String(recorded(name), StandardCharsets.UTF_8)));
        return failure();
    }

    private static byte[] recorded(String name) throws IOException {
        try (InputStream stream = RecordedLlamaTest.class.getResourceAsStream("/recorded/llama.cpp/" + name)) {
            return stream.readAllBytes();
        }
    }
}
