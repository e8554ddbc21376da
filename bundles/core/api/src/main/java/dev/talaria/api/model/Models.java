package dev.talaria.api.model;

import dev.talaria.api.base.Cancellation;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The service that chooses and calls chat models. Provided by the engine; it wraps every {@code ChatModel}. */
@ProviderType
public interface Models {
    /** The endpoints that are here now, in the order in which they would be chosen. */
    List<ModelEndpoint> endpoints();

    /**
     * The models of one endpoint, asked of the endpoint itself.
     *
     * @throws ModelException if there is no such endpoint or it does not answer
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    List<ModelInfo> models(String endpoint, Cancellation cancellation);

    /**
     * Chooses a model.
     *
     * @param wanted {@code endpoint}, {@code endpoint/model} or a model's name; empty: the configured one, else the
     *     first endpoint in order
     * @param standIn whether a stand-in will do
     * @param cancellation of the asking, where an endpoint must be asked what it has
     * @throws ModelException NO_ENDPOINT, with what to do, if nothing fits
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    ModelRef choose(String wanted, boolean standIn, Cancellation cancellation);

    /**
     * The model that the operator wants for a task; for {@link Purpose.Task#TURN}, and where none is configured or it is
     * not here, the given one.
     */
    ModelRef forTask(Purpose.Task task, ModelRef otherwise, Cancellation cancellation);

    /**
     * What is known of a model. May ask the endpoint, which need not answer: then without what it would know.
     *
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    ModelFacts facts(ModelRef model, Cancellation cancellation);

    /** The same without a question: what the endpoint said when it was asked last counts. */
    ModelFacts known(ModelRef model);

    /** Model servers of this machine that nobody configured. */
    List<LocalServer> localServers(Cancellation cancellation);

    /** How an endpoint does; of one that is not here, nothing. */
    EndpointStatus status(String endpoint);

    /**
     * Calls the model and waits for the whole reply. What may pass by itself is tried again, then another key of the same
     * endpoint and the configured fallbacks are asked.
     *
     * Each try is checked against the operator's limits before it is sent, and what was used is counted.
     *
     * @throws ModelException the first model's last failure if nothing helps; OVER_BUDGET or UNKNOWN_PRICE if it was not
     *     sent
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    ChatResponse chat(
            ModelRef model, ChatRequest request, Purpose purpose, ChatListener listener, Cancellation cancellation);
}
