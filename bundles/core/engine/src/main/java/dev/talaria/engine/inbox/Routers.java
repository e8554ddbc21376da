package dev.talaria.engine.inbox;

import dev.talaria.spi.gateway.InboundRouter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The routers that are here, of which the highest is asked. */
@Component(service = Routers.class)
public final class Routers {
    private final Map<InboundRouter, Integer> rankings = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRouter(InboundRouter router, Map<String, Object> properties) {
        add(router, properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0);
    }

    void unbindRouter(InboundRouter router) {
        rankings.remove(router);
    }

    /** For embedding without OSGi. */
    public void add(InboundRouter router, int ranking) {
        rankings.put(router, ranking);
        listeners.forEach(Runnable::run);
    }

    Optional<InboundRouter> highest() {
        return rankings.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .map(Map.Entry::getKey);
    }

    void listen(Runnable listener) {
        listeners.add(listener);
    }

    void stopListening(Runnable listener) {
        listeners.remove(listener);
    }
}
