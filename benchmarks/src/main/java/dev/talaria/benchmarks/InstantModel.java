package dev.talaria.benchmarks;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.Role;
import dev.talaria.api.model.Usage;
import dev.talaria.spi.model.ChatModel;
import java.util.ArrayList;
import java.util.List;

/** A model that takes no time: what a turn takes on it is the engine's own. */
final class InstantModel implements ChatModel {
    private static final int BYTES_PER_TOKEN = 4;

    private final int toolCalls;
    private final long window;

    /** @param toolCalls how many calls of {@code probe} the first reply of each turn wants */
    InstantModel(int toolCalls) {
        this(toolCalls, 0);
    }

    /** @param window in tokens, of which it counts what it is sent; 0: it does not tell, and counts nothing */
    InstantModel(int toolCalls, long window) {
        this.toolCalls = toolCalls;
        this.window = window;
    }

    @Override
    public ModelEndpoint endpoint() {
        return new ModelEndpoint("instant", ModelEndpoint.Origin.CONFIGURED, "in-process", "");
    }

    @Override
    public List<ModelInfo> models(Cancellation cancellation) {
        return List.of(ModelInfo.of("instant").withContextTokens(window));
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatListener listener, Cancellation cancellation) {
        Message last = request.messages().get(request.messages().size() - 1);
        List<Content> content = new ArrayList<>();
        // Without tools it is asked for a summary.
        boolean calls =
                toolCalls > 0 && last.role() == Role.USER && !request.tools().isEmpty();
        if (calls) {
            for (int i = 0; i < toolCalls; i++) {
                content.add(new Content.ToolUse("call-" + i, "probe", "{\"text\":\"number " + i + "\"}"));
            }
        } else {
            content.add(new Content.Text("Done."));
            listener.onText("Done.");
        }
        return new ChatResponse(
                new Message(Role.ASSISTANT, content),
                calls ? FinishReason.TOOL_USE : FinishReason.STOP,
                window == 0 ? Usage.NONE : new Usage(tokens(request), 0, 1),
                "instant");
    }

    private static long tokens(ChatRequest request) {
        long bytes = request.system().length();
        for (Message message : request.messages()) {
            bytes += message.toString().length();
        }
        return bytes / BYTES_PER_TOKEN;
    }
}
