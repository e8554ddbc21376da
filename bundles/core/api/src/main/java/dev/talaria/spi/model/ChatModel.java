package dev.talaria.spi.model;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelInfo;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One endpoint and key that serves chat models: one service each. Callers go through
 * {@link dev.talaria.api.model.Models}.
 */
@ConsumerType
public interface ChatModel {
    /** Always the same for one service object. */
    ModelEndpoint endpoint();

    /** The model for requests that name none, if it is known without asking the endpoint; else the first it lists. */
    default Optional<String> defaultModel() {
        return Optional.empty();
    }

    /**
     * The models that can be asked for, the default first. May ask the endpoint; blocking.
     *
     * @throws dev.talaria.api.model.ModelException if the endpoint does not answer
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    List<ModelInfo> models(Cancellation cancellation);

    /**
     * Sends the request and waits for the whole reply. No retries: those are the caller's decision. A reply that breaks
     * off or is not what the protocol says is an exception, never half a reply.
     *
     * @param listener hears text as it arrives; after an exception, what it heard does not count
     * @param cancellation closes the connection
     * @throws dev.talaria.api.model.ModelException if it fails
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    ChatResponse chat(ChatRequest request, ChatListener listener, Cancellation cancellation);
}
