package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.spi.sandbox.SandboxProvider;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Sandboxes that are this host itself: nothing keeps what runs in them away from it. */
@Component
public final class LocalSandboxProvider implements SandboxProvider {
    private final Set<LocalSandbox> open = ConcurrentHashMap.newKeySet();

    @Override
    public String backend() {
        return "local";
    }

    @Override
    public Isolation isolation(SandboxSpec spec) {
        return Isolation.NONE;
    }

    @Override
    public Sandbox open(SandboxSpec spec) {
        LocalSandbox sandbox = new LocalSandbox(spec.id(), HostPrograms.find(System.getenv()), open::remove);
        open.add(sandbox);
        return sandbox;
    }

    @Deactivate
    void closeAll() {
        open.forEach(LocalSandbox::kill);
        open.forEach(LocalSandbox::close);
    }
}
