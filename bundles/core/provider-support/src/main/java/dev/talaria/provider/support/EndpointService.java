package dev.talaria.provider.support;

import dev.talaria.api.secret.Secrets;
import dev.talaria.spi.model.ChatModel;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/**
 * Registers one endpoint as a {@link ChatModel}. New settings reach the same service object, so that a changed key or
 * limit disturbs no call in flight; a new name or address is another endpoint and registers anew.
 *
 * @param <S> the provider's own settings
 */
public final class EndpointService<S extends Connection> implements AutoCloseable {
    private final Registrar registrar;
    private final OkHttpClient client;
    private final Secrets secrets;
    private final Function<EndpointClient<S>, EndpointModel<S>> factory;
    private S settings;
    private EndpointModel<S> model;
    private Runnable unregister;

    public EndpointService(
            Registrar registrar,
            OkHttpClient client,
            Secrets secrets,
            S settings,
            Function<EndpointClient<S>, EndpointModel<S>> factory) {
        this.registrar = registrar;
        this.client = client;
        this.secrets = secrets;
        this.settings = settings;
        this.factory = factory;
        this.model = factory.apply(new EndpointClient<>(settings, client, secrets));
        this.unregister = registrar.register(model, settings.ranking());
    }

    public synchronized void update(S next) {
        EndpointClient<S> nextClient = new EndpointClient<>(next, client, secrets);
        boolean same = next.endpoint().equals(settings.endpoint()) && next.ranking() == settings.ranking();
        settings = next;
        if (same) {
            model.use(nextClient);
            return;
        }
        unregister.run();
        model = factory.apply(nextClient);
        unregister = registrar.register(model, next.ranking());
    }

    @Override
    public synchronized void close() {
        unregister.run();
    }

    /** Puts a model into the service registry. */
    public interface Registrar {
        /** @return undoes it */
        Runnable register(ChatModel model, int ranking);

        static Registrar of(BundleContext context) {
            return (model, ranking) -> {
                Dictionary<String, Object> properties = new Hashtable<>();
                properties.put(Constants.SERVICE_RANKING, ranking);
                ServiceRegistration<ChatModel> registration =
                        context.registerService(ChatModel.class, model, properties);
                return registration::unregister;
            };
        }
    }
}
