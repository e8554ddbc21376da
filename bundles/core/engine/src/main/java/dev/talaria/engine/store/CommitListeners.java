package dev.talaria.engine.store;

import dev.talaria.spi.store.CommitListener;
import dev.talaria.spi.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners that are here, as one. */
@Component(service = CommitListeners.class)
public final class CommitListeners {
    private static final Logger LOG = LoggerFactory.getLogger(CommitListeners.class);

    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindListener(CommitListener listener) {
        listeners.add(listener);
    }

    void unbindListener(CommitListener listener) {
        listeners.remove(listener);
    }

    /** The same store, whose commits are heard. */
    public Store heard(Store store) {
        return new HeardStore(store, this);
    }

    void committed(Duration took) {
        for (CommitListener listener : listeners) {
            try {
                listener.committed(took);
            } catch (RuntimeException e) {
                LOG.warn("A listener of commits failed: {}", e.toString());
            }
        }
    }
}
