package dev.talaria.engine.delivery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;

/** Tells the outbox's worker, if there is one, that a row was committed. */
@Component(service = OutboxSignal.class)
public final class OutboxSignal {
    private final List<Runnable> workers = new CopyOnWriteArrayList<>();

    /** After the commit. */
    public void changed() {
        workers.forEach(Runnable::run);
    }

    public void listen(Runnable worker) {
        workers.add(worker);
    }

    public void stopListening(Runnable worker) {
        workers.remove(worker);
    }
}
