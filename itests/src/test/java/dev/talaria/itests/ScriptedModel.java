package dev.talaria.itests;

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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A model inside the container that says what a test told it to; the testkit is no bundle. */
final class ScriptedModel implements ChatModel {
    final List<ChatRequest> requests = new CopyOnWriteArrayList<>();
    private final BlockingQueue<List<Content>> script = new LinkedBlockingQueue<>();

    ScriptedModel says(String text) {
        script.add(List.of(new Content.Text(text)));
        return this;
    }

    /** One reply with a call of the tool for each of the arguments. */
    ScriptedModel calls(String tool, String... arguments) {
        List<Content> uses = new ArrayList<>();
        for (String argument : arguments) {
            uses.add(new Content.ToolUse("call-" + script.size() + "-" + uses.size(), tool, argument));
        }
        script.add(uses);
        return this;
    }

    void forget() {
        script.clear();
        requests.clear();
    }

    ChatRequest lastRequest() {
        return requests.get(requests.size() - 1);
    }

    /** The output of the tool call before the last reply. */
    String lastToolOutput() {
        List<String> outputs = toolOutputs();
        return outputs.get(outputs.size() - 1);
    }

    /** The outputs of all tool calls of the conversation. */
    List<String> toolOutputs() {
        return lastRequest().messages().stream()
                .flatMap(message -> message.content().stream())
                .filter(Content.ToolOutput.class::isInstance)
                .map(output -> ((Content.ToolOutput) output).text())
                .toList();
    }

    @Override
    public ModelEndpoint endpoint() {
        return new ModelEndpoint("scripted", ModelEndpoint.Origin.CONFIGURED, "in-process", "");
    }

    @Override
    public List<ModelInfo> models(Cancellation cancellation) {
        return List.of(ModelInfo.of("scripted-1"));
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatListener listener, Cancellation cancellation) {
        requests.add(request);
        List<Content> next = script.remove();
        FinishReason finish = next.get(0) instanceof Content.ToolUse ? FinishReason.TOOL_USE : FinishReason.STOP;
        return new ChatResponse(new Message(Role.ASSISTANT, next), finish, Usage.NONE, request.model());
    }
}
