package dev.talaria.engine.turn;

import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.Role;
import dev.talaria.api.model.Usage;
import dev.talaria.testkit.model.FakeChatModel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Makes a fake model count its tokens and refuse what is over its window; it writes summaries when asked for one. */
final class WindowedModel {
    final List<ChatRequest> turns = new CopyOnWriteArrayList<>();
    final List<ChatRequest> summaries = new CopyOnWriteArrayList<>();
    final double bytesPerToken;
    volatile int refused;
    volatile long longest;
    volatile Function<ChatRequest, String> summary = request -> "## Historical goal\n- to count";

    private final FakeChatModel fake;
    private final long window;

    /** @param window in tokens, which the endpoint also says */
    WindowedModel(FakeChatModel fake, long window, double bytesPerToken) {
        this.fake = fake;
        this.window = window;
        this.bytesPerToken = bytesPerToken;
        fake.listing(ModelInfo.of("fake-1").withContextTokens(window));
    }

    /** The endpoint does not say how large the window is. */
    WindowedModel secretive() {
        fake.listing(ModelInfo.of("fake-1"));
        return this;
    }

    /** @param answer what it says in turns */
    void answering(Function<ChatRequest, List<? extends Content>> answer) {
        fake.answering(request -> {
            long tokens = tokens(request);
            if (tokens > window) {
                refused++;
                throw new ModelException(
                        Reason.CONTEXT_OVERFLOW, tokens + " tokens are more than " + window, "Say less.");
            }
            boolean isSummary = request.system().startsWith("You write the record");
            if (isSummary) {
                summaries.add(request);
                return reply(List.of(new Content.Text(summary.apply(request))), tokens);
            }
            turns.add(request);
            longest = Math.max(longest, tokens);
            return reply(answer.apply(request), tokens);
        });
    }

    private ChatResponse reply(List<? extends Content> content, long tokens) {
        Message message = new Message(Role.ASSISTANT, List.copyOf(content));
        FinishReason finish = message.toolUses().isEmpty() ? FinishReason.STOP : FinishReason.TOOL_USE;
        return new ChatResponse(message, finish, new Usage(tokens, 0, tokens(message)), "fake-1");
    }

    long tokens(ChatRequest request) {
        long sum = tokens(request.system()) + tokens(request.tools().toString());
        for (Message message : request.messages()) {
            sum += tokens(message);
        }
        return sum;
    }

    private long tokens(Message message) {
        return tokens(shown(message));
    }

    private long tokens(String text) {
        return (long) (text.getBytes(StandardCharsets.UTF_8).length / bytesPerToken) + 1;
    }

    /** All that a model sees of a message. */
    static String shown(Message message) {
        List<String> parts = new ArrayList<>();
        for (Content part : message.content()) {
            parts.add(
                    switch (part.kind()) {
                        case TEXT -> ((Content.Text) part).text();
                        case IMAGE -> "picture".repeat(600);
                        case REASONING -> ((Content.Reasoning) part).text();
                        case TOOL_USE -> ((Content.ToolUse) part).name() + ((Content.ToolUse) part).rawArguments();
                        case TOOL_OUTPUT -> ((Content.ToolOutput) part).text();
                    });
        }
        return message.role() + String.join("\n", parts);
    }
}
