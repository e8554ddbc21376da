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
    private final int toolCalls;

    /** @param toolCalls how many calls of {@code probe} the first reply of each turn wants */
    InstantModel(int toolCalls) {
        this.toolCalls = toolCalls;
    }

    @Override
    public ModelEndpoint endpoint() {
        return new ModelEndpoint("instant", ModelEndpoint.Origin.CONFIGURED, "in-process", "");
    }

    @Override
    public List<ModelInfo> models(Cancellation cancellation) {
        return List.of(ModelInfo.of("instant"));
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatListener listener, Cancellation cancellation) {
        Message last = request.messages().get(request.messages().size() - 1);
        List<Content> content = new ArrayList<>();
        if (toolCalls > 0 && last.role() == Role.USER) {
            for (int i = 0; i < toolCalls; i++) {
                content.add(new Content.ToolUse("call-" + i, "probe", "{\"text\":\"number " + i + "\"}"));
            }
        } else {
            content.add(new Content.Text("Done."));
            listener.onText("Done.");
        }
        FinishReason finish = last.role() == Role.USER && toolCalls > 0 ? FinishReason.TOOL_USE : FinishReason.STOP;
        return new ChatResponse(new Message(Role.ASSISTANT, content), finish, Usage.NONE, "instant");
    }
}
