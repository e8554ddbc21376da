package dev.talaria.sandbox.local;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.spi.sandbox.SandboxProvider;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Sandboxes that are this host itself: nothing keeps what runs in them away from it. */
@Component
public final class LocalSandboxProvider implements SandboxProvider {
    private final Set<LocalSandbox> open = ConcurrentHashMap.newKeySet();
    private final HomeDirectories home;
    private final Map<String, String> environment;

    /** Detached commands and long outputs are kept in the directory that {@code talaria.home} names. */
    @Activate
    public LocalSandboxProvider(BundleContext context) {
        this(HomeDirectories.of(context.getProperty(HomeDirectories.PROPERTY)), System.getenv());
    }

    LocalSandboxProvider(HomeDirectories home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    @Override
    public String backend() {
        return "local";
    }

    @Override
    public Isolation isolation(SandboxSpec spec) {
        return Isolation.NONE;
    }

    @Override
    public Sandbox open(SandboxSpec spec, Consumer<String> progress, Cancellation cancellation) {
        LocalSandbox sandbox =
                new LocalSandbox(spec.id(), HostPrograms.find(environment), home, environment, open::remove);
        open.add(sandbox);
        sandbox.sweep(Clock.systemUTC());
        return sandbox;
    }

    @Deactivate
    void closeAll() {
        open.forEach(LocalSandbox::kill);
        open.forEach(LocalSandbox::close);
    }
}
