package dev.talaria.provider.anthropic;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.provider.support.EndpointClient;
import dev.talaria.provider.support.EndpointModel;
import java.util.List;
import java.util.Optional;

/** A chat model behind the Anthropic Messages API. */
final class AnthropicChatModel extends EndpointModel<EndpointSettings> {
    AnthropicChatModel(EndpointClient<EndpointSettings> client) {
        super(client, System::nanoTime);
    }

    @Override
    public Optional<String> defaultModel() {
        return Optional.of(client().settings().defaultModel()).filter(model -> !model.isEmpty());
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatListener listener, Cancellation cancellation) {
        EndpointClient<EndpointSettings> current = client();
        EndpointSettings settings = current.settings();
        return current.send(
                settings.resource("messages"),
                RequestWriter.write(request, settings),
                cancellation,
                (response, failures) -> new ReplyReader(request, listener, settings.limits(), failures).read(response));
    }

    @Override
    protected List<ModelInfo> list(EndpointClient<EndpointSettings> current, Cancellation cancellation) {
        return ModelList.ask(current, cancellation);
    }
}
