package dev.talaria.engine.audit;

import dev.talaria.api.audit.Audit;
import dev.talaria.api.audit.AuditEntry;
import dev.talaria.api.audit.AuditReport;
import dev.talaria.engine.thread.RunThreads;
import dev.talaria.spi.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log as a service. It also hears of bundles, configurations, and the start and stop of Talaria: on the thread of
 * whoever caused them, so that it is known who; what it writes of them is written by a thread of its own, so that nobody
 * waits for the disk.
 */
@Component(
        service = {Audit.class, SynchronousConfigurationListener.class},
        immediate = true)
public final class AuditService implements Audit, SynchronousBundleListener, SynchronousConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(AuditService.class);
    private static final String STARTED = "talaria.audit.started";
    private static final long PATIENCE_S = 5;
    private static final Map<Integer, String> BUNDLE_ACTIONS = Map.of(
            BundleEvent.INSTALLED, "bundle.install",
            BundleEvent.UPDATED, "bundle.update",
            BundleEvent.UNINSTALLED, "bundle.remove");

    private final AuditLog log;
    private final ConfigurationNames names;
    private final BundleContext context;
    private final ScheduledExecutorService writer = RunThreads.newTimer("talaria-audit");

    @Activate
    public AuditService(@Reference Store store, @Reference ConfigurationAdmin configurations, BundleContext context) {
        this.log = new AuditLog(store, Clock.systemUTC());
        this.names = new ConfigurationNames(configurations);
        this.context = context;
        context.addBundleListener(this);
        // Once in the life of the process, however often this component comes and goes.
        if (System.getProperty(STARTED) == null) {
            System.setProperty(STARTED, "true");
            later("talaria.start", process());
        }
    }

    @Deactivate
    void deactivate() {
        context.removeBundleListener(this);
        if (context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING) {
            later("talaria.stop", process());
        }
        writer.shutdown();
        try {
            if (!writer.awaitTermination(PATIENCE_S, TimeUnit.SECONDS)) {
                LOG.error("The store did not take the last audit entries within {} s; they are lost.", PATIENCE_S);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String process() {
        return "process " + ProcessHandle.current().pid();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        String action = BUNDLE_ACTIONS.get(event.getType());
        if (action != null) {
            Bundle bundle = event.getBundle();
            later(action, bundle.getSymbolicName() + " " + bundle.getVersion());
        }
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (event.getType() == ConfigurationEvent.CM_LOCATION_CHANGED) {
            return;
        }
        boolean deleted = event.getType() == ConfigurationEvent.CM_DELETED;
        String keys = deleted ? "" : names.of(event.getPid());
        later(action(event.getPid(), deleted), event.getPid() + keys);
    }

    private static String action(String pid, boolean deleted) {
        String what =
                pid.matches("(org\\.apache\\.karaf\\.(command|service)|jmx)\\.acl\\..*") ? "roles" : "configuration";
        return what + (deleted ? ".delete" : ".change");
    }

    private void later(String action, String object) {
        String actor = Actor.present();
        try {
            writer.execute(() -> log.record(actor, action, object, "ok"));
        } catch (RejectedExecutionException e) {
            LOG.warn("Not in the audit log, since it has been closed: {} by {} on {}", action, actor, object);
        }
    }

    @Override
    public void record(String actor, String action, String object, String outcome) {
        log.record(actor, action, object, outcome);
    }

    @Override
    public void record(String action, String object, String outcome) {
        log.record(action, object, outcome);
    }

    @Override
    public List<AuditEntry> last(int count) {
        return log.last(count);
    }

    @Override
    public AuditReport verify() {
        return log.verify();
    }
}
