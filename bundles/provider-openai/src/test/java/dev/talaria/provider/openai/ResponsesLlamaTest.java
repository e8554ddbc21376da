package dev.talaria.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.approval.Effects;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.LocalServer;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.Role;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.provider.support.EndpointClient;
import dev.talaria.provider.support.HttpClients;
import dev.talaria.provider.support.Limits;
import dev.talaria.testkit.env.LlamaServer;
import dev.talaria.testkit.env.RequiresLlama;
import dev.talaria.testkit.model.RecordingListener;
import dev.talaria.testkit.tool.FakeCommandEffects;
import dev.talaria.tools.terminal.TerminalTool;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Responses API of a real llama.cpp, which leaves out {@code output_index} and what it makes no use of. */
@RequiresLlama
@Timeout(60)
class ResponsesLlamaTest {
    private static final List<ToolDefinition> TOOLS =
            List.of(new TerminalTool(new FakeCommandEffects(Effects.none()), null)
                    .spec()
                    .definition());
    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(2), Duration.ofSeconds(40), Duration.ofSeconds(50), 1L << 20, 4L << 20);

    private static LlamaServer server;

    private final OkHttpClient client = HttpClients.open();
    private final RecordingListener listener = new RecordingListener();

    @BeforeAll
    static void start() {
        server = LlamaServer.start("--context", "2048", "--most", "48");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void close() {
        HttpClients.close(client);
    }

    @Test
    void aTextStreamsAndIsCounted() {
        ChatResponse response = ask(List.of(), Message.user("Name three colours."));

        assertThat(listener.text()).hasSizeGreaterThan(3);
        assertThat(response.message().text()).isNotBlank().isEqualTo(String.join("", listener.text()));
        assertThat(response.usage().inputTokens()).isBetween(10L, 100L);
        assertThat(response.usage().outputTokens()).isBetween(4L, 48L);
        assertThat(response.model()).isEqualTo(LlamaServer.MODEL);
    }

    @Test
    void realToolsAreUnderstoodCalledAndAnswered() {
        Message question = Message.user("Run uname");
        ChatResponse called = ask(TOOLS, question);

        assertThat(called.finish()).isEqualTo(FinishReason.TOOL_USE);
        Content.ToolUse use = called.message().toolUses().get(0);
        assertThat(use.name()).isEqualTo("terminal");
        assertThat(use.rawArguments()).contains("uname").endsWith("}");

        var output = new Message(Role.TOOL, List.of(new Content.ToolOutput(use.id(), "Linux", false)));
        assertThat(ask(TOOLS, question, called.message(), output).message().text())
                .contains("Linux");
    }

    @Test
    void aPromptBeyondTheContext() {
        ModelException failure =
                catchThrowableOfType(ModelException.class, () -> ask(List.of(), Message.user("word ".repeat(2049))));

        assertThat(failure.reason()).isEqualTo(Reason.CONTEXT_OVERFLOW);
    }

    @Test
    void aSearchFindsTheServer() {
        var place = new LocalServerSearch.Place("llama.cpp", server.baseUrl());

        assertThat(new LocalServerSearch(List.of(place)).find(new CancellationSource()))
                .containsExactly(new LocalServer("llama.cpp", server.baseUrl(), List.of(LlamaServer.MODEL)));
    }

    private ChatResponse ask(List<ToolDefinition> tools, Message... messages) {
        var settings = TestEndpoints.settings(server.baseUrl(), LIMITS, WireApi.RESPONSES);
        var model = new OpenAiChatModel(new EndpointClient<>(settings, client, TestEndpoints.SECRETS));
        var request =
                new ChatRequest(LlamaServer.MODEL, "You are an agent.", tools, List.of(messages), ToolChoice.AUTO);
        return model.chat(request, listener, new CancellationSource());
    }
}
