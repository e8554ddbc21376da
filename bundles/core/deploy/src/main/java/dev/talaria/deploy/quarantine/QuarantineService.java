package dev.talaria.deploy.quarantine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows and edits the list. The launcher's {@code QuarantineActivator} is what keeps the bundles from starting: this one
 * would come too late for a bundle that was dropped before a start with an empty cache.
 */
@Component
public final class QuarantineService implements Quarantine {
    private static final Logger LOG = LoggerFactory.getLogger(QuarantineService.class);

    private final BundleContext context;
    private final QuarantineFile file;

    @Activate
    public QuarantineService(BundleContext context) {
        this.context = context;
        file = new QuarantineFile(Path.of(context.getProperty("karaf.etc"), "talaria.quarantine"));
    }

    @Override
    public List<Quarantined> list() {
        try {
            return file.read();
        } catch (IOException e) {
            LOG.warn("etc/talaria.quarantine cannot be read: {}", e.toString());
            return List.of();
        }
    }

    @Override
    public List<Quarantined> release(String name) {
        List<Quarantined> out;
        try {
            out = file.remove(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.forEach(this::start);
        return out;
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
}
