package dev.talaria.deploy.quarantine;

import dev.talaria.deploy.origin.Shipped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps quarantined bundles from being resolved, and so from running any code: a listener could not prevent a start
 * that is under way. Felix resolves all anew at each start of the process, in the order of start level and age, so this
 * bundle comes before what is added later. One with a lower start level is stopped instead, once this bundle is here.
 */
@Component(immediate = true, service = Quarantine.class)
public final class QuarantineService implements Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(QuarantineService.class);

    private final BundleContext context;
    private final Shipped shipped;
    private final QuarantineFile file;
    private final ServiceRegistration<ResolverHookFactory> hook;
    private volatile List<Quarantined> held;

    @Activate
    public QuarantineService(BundleContext context) {
        this.context = context;
        shipped = new Shipped(context);
        file = new QuarantineFile(Path.of(context.getProperty("karaf.etc"), "talaria.quarantine"));
        held = read();
        // Not by Declarative Services, whose locks are no good in the middle of a resolution.
        hook = context.registerService(ResolverHookFactory.class, triggers -> new Hold(), null);
        stopRunning();
    }

    @Deactivate
    void close() {
        hook.unregister();
    }

    @Override
    public List<Quarantined> list() {
        return held;
    }

    @Override
    public List<Quarantined> release(String name) {
        List<Quarantined> out;
        try {
            out = file.remove(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        held = read();
        out.forEach(this::start);
        return out;
    }

    private List<Quarantined> read() {
        try {
            return file.read();
        } catch (IOException e) {
            LOG.warn("etc/talaria.quarantine cannot be read, so nothing is quarantined: {}", e.toString());
            return List.of();
        }
    }

    private boolean isHeld(String name, String version) {
        return held.stream()
                .anyMatch(each -> each.name().equals(name) && each.version().equals(version));
    }

    private void stopRunning() {
        List<Bundle> running = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() != Bundle.INSTALLED && !shipped.contains(bundle))
                .filter(bundle -> isHeld(
                        String.valueOf(bundle.getSymbolicName()),
                        bundle.getVersion().toString()))
                .toList();
        for (Bundle bundle : running) {
            try {
                bundle.stop(Bundle.STOP_TRANSIENT);
            } catch (BundleException e) {
                LOG.warn("{} is quarantined and cannot be stopped", bundle, e);
            }
        }
        if (!running.isEmpty()) {
            context.getBundle(Constants.SYSTEM_BUNDLE_ID)
                    .adapt(FrameworkWiring.class)
                    .refreshBundles(running);
        }
    }

    private void start(Quarantined released) {
        for (Bundle bundle : context.getBundles()) {
            boolean meant = released.name().equals(bundle.getSymbolicName())
                    && released.version().equals(bundle.getVersion().toString());
            if (meant && bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()) {
                try {
                    bundle.start();
                } catch (BundleException e) {
                    throw new IllegalStateException(
                            released.bundle() + " is released, but does not start: " + e.getMessage()
                                    + ". Correct it, or remove it.",
                            e);
                }
            }
        }
    }

    private final class Hold implements ResolverHook {
        @Override
        public void filterResolvable(Collection<BundleRevision> candidates) {
            if (!held.isEmpty()) {
                candidates.removeIf(candidate -> isHeld(
                                String.valueOf(candidate.getSymbolicName()),
                                candidate.getVersion().toString())
                        && !shipped.contains(candidate.getBundle()));
            }
        }

        @Override
        public void filterSingletonCollisions(
                BundleCapability singleton, Collection<BundleCapability> collisionCandidates) {}

        @Override
        public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {}

        @Override
        public void end() {}
    }
}
