package dev.talaria.deploy.blame;

import dev.talaria.deploy.origin.Shipped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Notes which add-on bundle starts or stops. The end of a start is heard asynchronously: components are activated by a
 * synchronous listener of the same event, and an asynchronous one hears it after them all (Felix's
 * {@code EventDispatcher}).
 */
@Component(
        immediate = true,
        service = {})
public final class BundlesAtWork {
    private static final String STARTS = "starts";
    private static final String STOPS = "stops";

    private final BundleContext context;
    private final BusyFile busy;
    private final Shipped shipped;
    private final Map<Long, Passage> passages = new ConcurrentHashMap<>();
    private final SynchronousBundleListener changes = this::changing;
    private final BundleListener afterwards = this::changed;

    private record Passage(String what, long token) {}

    @Activate
    public BundlesAtWork(BundleContext context, @Reference BusyFile busy) {
        this.context = context;
        this.busy = busy;
        shipped = new Shipped(context);
        context.addBundleListener(changes);
        context.addBundleListener(afterwards);
    }

    @Deactivate
    void close() {
        context.removeBundleListener(changes);
        context.removeBundleListener(afterwards);
        passages.keySet().forEach(this::forget);
    }

    private void changing(BundleEvent event) {
        switch (event.getType()) {
            case BundleEvent.STARTING -> note(event.getBundle(), STARTS);
            case BundleEvent.STOPPING -> note(event.getBundle(), STOPS);
            case BundleEvent.STOPPED, BundleEvent.UNINSTALLED ->
                forget(event.getBundle().getBundleId());
            default -> {}
        }
    }

    private void changed(BundleEvent event) {
        long id = event.getBundle().getBundleId();
        Passage passage = passages.get(id);
        if (event.getType() == BundleEvent.STARTED
                && passage != null
                && passage.what().equals(STARTS)) {
            forget(id);
        }
    }

    private void note(Bundle bundle, String what) {
        if (!shipped.contains(bundle)) {
            forget(bundle.getBundleId());
            long token = busy.begin(what, bundle.getSymbolicName() + " " + bundle.getVersion(), "");
            passages.put(bundle.getBundleId(), new Passage(what, token));
        }
    }

    private void forget(long id) {
        Passage passage = passages.remove(id);
        if (passage != null) {
            busy.end(passage.token());
        }
    }
}
