package dev.talaria.provider.openai;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.provider.support.EndpointClient;
import dev.talaria.provider.support.EndpointModel;
import dev.talaria.provider.support.ReplyBody;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A chat model behind OpenAI chat completions or, where {@link WireApi} says so, the Responses API. */
final class OpenAiChatModel extends EndpointModel<EndpointSettings> {
    OpenAiChatModel(EndpointClient<EndpointSettings> client) {
        this(client, System::nanoTime);
    }

    OpenAiChatModel(EndpointClient<EndpointSettings> client, LongSupplier nanoTime) {
        super(client, nanoTime);
    }

    @Override
    public Optional<String> defaultModel() {
        EndpointSettings settings = client().settings();
        if (!settings.defaultModel().isEmpty()) {
            return Optional.of(settings.defaultModel());
        }
        return settings.models().stream().findFirst();
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatListener listener, Cancellation cancellation) {
        EndpointClient<EndpointSettings> current = client();
        EndpointSettings settings = current.settings();
        UserContent.check(request.messages(), settings);
        if (settings.api().usesResponses(settings.baseUrl(), request.model())) {
            return current.send(
                    settings.resource("responses"),
                    ResponsesRequest.write(request, settings.options()),
                    cancellation,
                    (response, failures) ->
                            new ResponsesReader(request, listener, settings.limits(), failures).read(response));
        }
        return current.send(
                settings.resource("chat/completions"),
                RequestWriter.write(request, settings.options()),
                cancellation,
                (response, failures) -> new ReplyReader(request, listener, settings, failures).read(response));
    }

    @Override
    protected List<ModelInfo> list(EndpointClient<EndpointSettings> current, Cancellation cancellation) {
        EndpointSettings settings = current.settings();
        if (!settings.models().isEmpty()) {
            return ModelList.of(settings.models(), settings.defaultModel());
        }
        try {
            return current.send(
                    settings.resource("models"),
                    null,
                    cancellation,
                    (response, failures) -> ModelList.parse(ReplyBody.whole(response, settings.limits()), settings));
        } catch (ModelException e) {
            // Not every server has a list; its default model can do without.
            if (e.reason() == Reason.MODEL_NOT_FOUND && !settings.defaultModel().isEmpty()) {
                return ModelList.of(List.of(), settings.defaultModel());
            }
            throw e;
        }
    }
}
