package dev.talaria.provider.openai;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.spi.model.ChatModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A chat model behind OpenAI chat completions. */
final class OpenAiChatModel implements ChatModel {
    /** Where no default is configured, every turn asks for it; a list may have hundreds of kilobytes. */
    private static final long LIST_VALID_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ModelEndpoint endpoint;
    private final LongSupplier nanoTime;
    private volatile EndpointClient client;
    private volatile @Nullable Listed listed;

    OpenAiChatModel(EndpointClient client) {
        this(client, System::nanoTime);
    }

    OpenAiChatModel(EndpointClient client, LongSupplier nanoTime) {
        this.endpoint = client.settings().endpoint();
        this.client = client;
        this.nanoTime = nanoTime;
    }

    /** Later calls go this way; calls in flight keep theirs. The endpoint must be the same. */
    void use(EndpointClient next) {
        client = next;
    }

    @Override
    public ModelEndpoint endpoint() {
        return endpoint;
    }

    @Override
    public Optional<String> defaultModel() {
        EndpointSettings settings = client.settings();
        if (!settings.defaultModel().isEmpty()) {
            return Optional.of(settings.defaultModel());
        }
        return settings.models().stream().findFirst();
    }

    @Override
    public List<ModelInfo> models(Cancellation cancellation) {
        EndpointClient current = client;
        Listed known = listed;
        long now = nanoTime.getAsLong();
        if (known != null && known.source == current && now - known.at < LIST_VALID_NANOS) {
            return known.models;
        }
        List<ModelInfo> models = list(current, cancellation);
        listed = new Listed(models, current, now);
        return models;
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatListener listener, Cancellation cancellation) {
        EndpointClient current = client;
        return current.send(
                "chat/completions", RequestWriter.write(request), cancellation, (response, failures) -> new ReplyReader(
                                request, listener, current.settings().limits(), failures)
                        .read(response));
    }

    private static List<ModelInfo> list(EndpointClient client, Cancellation cancellation) {
        EndpointSettings settings = client.settings();
        if (!settings.models().isEmpty()) {
            return ModelList.of(settings.models(), settings.defaultModel());
        }
        try {
            return client.send(
                    "models",
                    null,
                    cancellation,
                    (response, failures) ->
                            ModelList.parse(ReplyReader.whole(response, settings.limits()), settings.defaultModel()));
        } catch (ModelException e) {
            // Not every server has a list; its default model can do without.
            if (e.reason() == Reason.MODEL_NOT_FOUND && !settings.defaultModel().isEmpty()) {
                return ModelList.of(List.of(), settings.defaultModel());
            }
            throw e;
        }
    }

    private record Listed(List<ModelInfo> models, EndpointClient source, long at) {}
}
