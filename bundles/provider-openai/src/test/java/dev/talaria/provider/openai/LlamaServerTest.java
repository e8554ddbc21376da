package dev.talaria.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.base.Blob;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.Role;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.provider.support.EndpointService;
import dev.talaria.spi.model.ChatModel;
import dev.talaria.testkit.env.LlamaServer;
import dev.talaria.testkit.env.RequiresLlama;
import dev.talaria.testkit.model.RecordingListener;
import dev.talaria.testkit.tool.FakeCommandEffects;
import dev.talaria.tools.file.ReadFileTool;
import dev.talaria.tools.terminal.TerminalTool;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider as {@code OPENAI_BASE_URL} sets it up, against a real llama.cpp with a real, if small, model. */
@RequiresLlama
@Timeout(60)
class LlamaServerTest {
    private static final long CONTEXT = 2048;
    private static final List<ToolDefinition> TOOLS = List.of(
            new ReadFileTool().spec().definition(),
            new TerminalTool(new FakeCommandEffects(Effects.none()), null)
                    .spec()
                    .definition());

    private static final byte[] PIXEL = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==");

    private static LlamaServer server;
    private static EnvironmentEndpoints endpoints;
    private static ChatModel model;

    private final RecordingListener listener = new RecordingListener();
    private final CancellationSource cancellation = new CancellationSource();

    @BeforeAll
    static void start() {
        server = LlamaServer.start("--context", String.valueOf(CONTEXT), "--most", "48");
        EndpointService.Registrar registrar = (registered, ranking) -> {
            model = registered;
            return () -> {};
        };
        endpoints = new EnvironmentEndpoints(
                registrar, ref -> Optional.empty(), Map.of("OPENAI_BASE_URL", server.baseUrl()));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            endpoints.deactivate();
            server.close();
        }
    }

    @Test
    void theListNamesTheModelAndItsContext() {
        assertThat(model.models(cancellation))
                .containsExactly(ModelInfo.of(LlamaServer.MODEL)
                        .withContextTokens(CONTEXT)
                        .withTakesImages(false));
    }

    @Test
    void aTextStreamsAndIsCounted() {
        ChatResponse response = ask(List.of(), Message.user("Name three colours."));

        assertThat(listener.text()).hasSizeGreaterThan(3);
        assertThat(response.message().text()).isNotBlank().isEqualTo(String.join("", listener.text()));
        assertThat(response.usage().inputTokens()).isBetween(10L, 100L);
        assertThat(response.usage().outputTokens()).isBetween(4L, 48L);
        assertThat(response.model()).isEqualTo(LlamaServer.MODEL);
        assertThat(response.finish()).isIn(FinishReason.STOP, FinishReason.LENGTH);
    }

    @Test
    void theSamePrefixIsNotReadTwice() {
        Message question = Message.user("Which animal says moo, and which says meow?");
        ChatResponse first = ask(TOOLS, question);

        ChatResponse second = ask(TOOLS, question, Message.assistant("A cow."), Message.user("And the other?"));

        assertThat(second.usage().cachedInputTokens())
                .isGreaterThan(first.usage().inputTokens() - 20);
    }

    @Test
    void realToolsAreUnderstoodCalledAndAnswered() throws JsonProcessingException {
        ChatResponse called = ask(TOOLS, Message.user("Run uname"));

        assertThat(called.finish()).isEqualTo(FinishReason.TOOL_USE);
        Content.ToolUse use = called.message().toolUses().get(0);
        assertThat(use.name()).isEqualTo("terminal");
        assertThat(new ObjectMapper()
                        .readTree(use.rawArguments())
                        .path("command")
                        .asText())
                .startsWith("uname");

        ChatResponse answered = ask(
                TOOLS,
                Message.user("Run uname"),
                called.message(),
                new Message(Role.TOOL, List.of(new Content.ToolOutput(use.id(), "Linux", false))));

        assertThat(answered.message().text()).contains("Linux");
        assertThat(answered.finish()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void toolsThatMustNotBeCalledAreNot() {
        ChatResponse response = model.chat(
                new ChatRequest(
                        LlamaServer.MODEL,
                        "You are an agent.",
                        TOOLS,
                        List.of(Message.user("Run uname")),
                        ToolChoice.NONE),
                listener,
                cancellation);

        assertThat(response.message().toolUses()).isEmpty();
        assertThat(response.message().text()).isNotBlank();
    }

    /** llama.cpp reads the arguments for its template, and answered such a conversation with 500 for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"command\":\"una", "", "[1]"})
    void aConversationGoesOnAfterArgumentsThatWereNoObject(String rawArguments) {
        ChatResponse response = ask(
                TOOLS,
                Message.user("Run uname"),
                new Message(Role.ASSISTANT, List.of(new Content.ToolUse("c1", "terminal", rawArguments))),
                new Message(Role.TOOL, List.of(new Content.ToolOutput("c1", "The arguments are no JSON.", true))));

        assertThat(response.message().content()).isNotEmpty();
    }

    @Test
    void aCancelledReplyEndsAndTheServerServesOn() {
        ChatListener afterTheFirstWord = new ChatListener() {
            @Override
            public void onText(String delta) {
                cancellation.cancel("enough");
            }
        };
        ChatRequest request = request(List.of(), Message.user("Tell a long story about a king."));

        assertThatThrownBy(() -> model.chat(request, afterTheFirstWord, cancellation))
                .isInstanceOf(CancellationException.class)
                .hasMessage("enough");

        ChatResponse next =
                model.chat(request(List.of(), Message.user("Say hello.")), listener, new CancellationSource());
        assertThat(next.message().text()).isNotBlank();
        assertThat(server.isAlive()).isTrue();
    }

    @Test
    void aPromptBeyondTheContext() {
        ModelException failure = catchThrowableOfType(
                ModelException.class, () -> ask(List.of(), Message.user("word ".repeat((int) CONTEXT + 1))));

        assertThat(failure.reason()).isEqualTo(Reason.CONTEXT_OVERFLOW);
        assertThat(failure).hasMessageContaining("2048 tokens");
    }

    @Test
    void aReplyIsCutWhereItShall() {
        ChatResponse response = model.chat(
                request(List.of(), Message.user("Tell a long story about a king."))
                        .withMaxOutputTokens(5),
                listener,
                cancellation);

        assertThat(response.usage().outputTokens()).isEqualTo(5);
        assertThat(response.finish()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void aPictureForAModelThatCannotLookAtIt() {
        var picture = new Content.Image("image/png", Blob.of(PIXEL));

        ModelException failure = catchThrowableOfType(
                ModelException.class,
                () -> ask(
                        List.of(), new Message(Role.USER, List.of(new Content.Text("What colour is this?"), picture))));

        assertThat(failure.reason()).isEqualTo(Reason.IMAGES_REFUSED);
        assertThat(failure.shown()).contains("image input is not supported", "vision in taskModels");
    }

    private ChatResponse ask(List<ToolDefinition> tools, Message... messages) {
        return model.chat(request(tools, messages), listener, cancellation);
    }

    private static ChatRequest request(List<ToolDefinition> tools, Message... messages) {
        return new ChatRequest(LlamaServer.MODEL, "You are an agent.", tools, List.of(messages), ToolChoice.AUTO);
    }
}
