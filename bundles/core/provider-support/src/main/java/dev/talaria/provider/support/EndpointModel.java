package dev.talaria.provider.support;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.spi.model.ChatModel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A chat model whose settings can be exchanged under it, and that remembers the list of its models for a while.
 *
 * @param <S> the provider's own settings
 */
public abstract class EndpointModel<S extends Connection> implements ChatModel {
    /** Where no default is configured, every turn asks for it; a list may have hundreds of kilobytes. */
    private static final long LIST_VALID_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ModelEndpoint endpoint;
    private final LongSupplier nanoTime;
    private volatile EndpointClient<S> client;
    private volatile @Nullable Listed listed;

    protected EndpointModel(EndpointClient<S> client, LongSupplier nanoTime) {
        this.endpoint = client.settings().endpoint();
        this.client = client;
        this.nanoTime = nanoTime;
    }

    /** Later calls go this way; calls in flight keep theirs. The endpoint must be the same. */
    public final void use(EndpointClient<S> next) {
        client = next;
    }

    @Override
    public final ModelEndpoint endpoint() {
        return endpoint;
    }

    @Override
    public final List<ModelInfo> models(Cancellation cancellation) {
        EndpointClient<S> current = client;
        Listed known = listed;
        long now = nanoTime.getAsLong();
        if (known != null && known.source == current && now - known.at < LIST_VALID_NANOS) {
            return known.models;
        }
        List<ModelInfo> models = list(current, cancellation);
        listed = new Listed(models, current, now);
        return models;
    }

    /** What to use for one call; take it once, since it may change at any time. */
    protected final EndpointClient<S> client() {
        return client;
    }

    /** Asks for the models, as {@link ChatModel#models} says. */
    protected abstract List<ModelInfo> list(EndpointClient<S> current, Cancellation cancellation);

    private record Listed(List<ModelInfo> models, Object source, long at) {}
}
