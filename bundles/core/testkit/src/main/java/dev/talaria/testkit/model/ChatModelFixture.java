package dev.talaria.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Json;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.spi.model.ChatModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;

/** A server, a listener and a cancellation for tests of a {@link ChatModel}, and what the provider says of itself. */
abstract class ChatModelFixture {
    protected static final long DEADLINE_SECONDS = 10;
    protected static final ToolDefinition READ = new ToolDefinition(
            "read_file",
            "Reads a file",
            Json.object("type", "object", "properties", Json.object("path", Json.object("type", "string"))));

    protected final ScriptedModelServer server = new ScriptedModelServer();
    protected final CancellationSource cancellation = new CancellationSource();
    protected final RecordingListener listener = new RecordingListener();

    /** A model at the server's base URL, with {@code scripted-1} as its default. Close it in an own after-each. */
    protected abstract ChatModel connect(ScriptedModelServer server);

    /**
     * The same under these limits. Override it: without, whatever needs limits is not tested.
     *
     * @return empty: the provider knows none
     */
    protected Optional<ChatModel> connect(ScriptedModelServer server, ReplyLimits limits) {
        return Optional.empty();
    }

    protected boolean supportsTools() {
        return true;
    }

    protected boolean supportsReasoning() {
        return true;
    }

    protected boolean supportsModelList() {
        return true;
    }

    /** The arguments of the first tool use that the request replays. */
    protected String replayedArguments(ScriptedRequest request) {
        for (Map<String, Object> message : request.messages()) {
            if (message.get("tool_calls") instanceof List<?> calls
                    && calls.get(0) instanceof Map<?, ?> first
                    && first.get("function") instanceof Map<?, ?> function) {
                return String.valueOf(function.get("arguments"));
            }
        }
        throw new AssertionError("no tool call in " + request.bodyText());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    /** A request of one user message, with the contract's system text and tool. */
    protected final ChatRequest request(String user) {
        return conversation(Message.user(user));
    }

    protected final ChatRequest conversation(Message... messages) {
        List<ToolDefinition> tools = supportsTools() ? List.of(READ) : List.of();
        return new ChatRequest("scripted-1", "You are a test.", tools, List.of(messages), ToolChoice.AUTO);
    }

    protected final ChatResponse ask(ChatRequest request) {
        return connect(server).chat(request, listener, cancellation);
    }

    protected final ModelException failure(ChatRequest request) {
        return failureOf(() -> ask(request));
    }

    /** What becomes of a reply that nobody can use; it says where, and what to do. */
    protected final ModelException failure(ScriptedReply reply) {
        server.reply(reply);
        return failure(request("hello"));
    }

    /** The same under limits. */
    protected final ModelException failure(ScriptedReply reply, ReplyLimits limits) {
        Optional<ChatModel> model = connect(server, limits);
        assumeTrue(model.isPresent(), "the provider does not override connect(server, limits)");
        server.reply(reply);
        return failureOf(() -> model.get().chat(request("hello"), listener, cancellation));
    }

    protected final void assertMalformed(ScriptedReply reply) {
        assertThat(failure(reply).reason()).isEqualTo(Reason.MALFORMED_REPLY);
    }

    private ModelException failureOf(ThrowableAssert.ThrowingCallable call) {
        ModelException failure = catchThrowableOfType(ModelException.class, call);
        assertThat(failure).as("a ModelException was expected").isNotNull();
        assertThat(failure).hasMessageContaining(server.baseUrl());
        assertThat(failure.remedy()).isNotBlank();
        return failure;
    }
}
