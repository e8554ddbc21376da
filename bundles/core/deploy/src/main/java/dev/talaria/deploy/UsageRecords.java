package dev.talaria.deploy;

import java.util.Collection;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.service.component.annotations.Component;

/**
 * Lets the framework forget that a bundle used Config Admin. Felix 7.0.5 keeps a record of each service that a bundle
 * ever fetched, and with it the bundle after its uninstallation (5 KB), until the service goes; Declarative Services
 * fetch Config Admin in the name of every bundle with a component. Giving a service back through
 * {@link ServiceObjects} drops the record ({@code ServiceRegistry#ungetService}), which
 * {@link BundleContext#ungetService} does not.
 *
 * <p>An event hook, since after {@code STOPPING} the bundle's context is of no use any more. Other services that the
 * bundle holds at that time keep their record.
 */
@Component(immediate = true)
public final class UsageRecords implements EventHook {
    private static final String CONFIG_ADMIN = "org.osgi.service.cm.ConfigurationAdmin";

    @Override
    public void event(BundleEvent event, Collection<BundleContext> receivers) {
        BundleContext context = event.getBundle().getBundleContext();
        // Not the system bundle, whose stopping ends the framework.
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() != 0 && context != null) {
            ServiceReference<?> configAdmin = context.getServiceReference(CONFIG_ADMIN);
            if (configAdmin != null) {
                drop(context.getServiceObjects(configAdmin));
            }
        }
    }

    private static <S> void drop(ServiceObjects<S> objects) {
        S service = objects.getService();
        if (service != null) {
            objects.ungetService(service);
        }
    }
}
