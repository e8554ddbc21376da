package dev.talaria.engine.sandbox;

import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.api.sandbox.Sandboxes.Backend;
import dev.talaria.engine.service.BundleName;
import dev.talaria.spi.sandbox.SandboxProvider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.FrameworkUtil;

/** The kinds of sandboxes that are installed. Thread-safe. */
final class Backends {
    private final List<SandboxProvider> providers = new CopyOnWriteArrayList<>();

    void add(SandboxProvider provider) {
        providers.add(provider);
    }

    void remove(SandboxProvider provider) {
        providers.remove(provider);
    }

    /** @throws SandboxException NO_BACKEND, if there is none of that name */
    SandboxProvider provider(String backend) {
        return find(backend)
                .orElseThrow(() -> new SandboxException(
                        SandboxException.Code.NO_BACKEND,
                        "The sandbox '" + backend + "' is not installed (now).",
                        "Install it: feature:install talaria-sandbox-" + backend,
                        null));
    }

    /** How far a sandbox is from the host; one that is not here, or cannot be opened, is taken for none. */
    Isolation isolation(SandboxSpec spec) {
        try {
            return find(spec.backend())
                    .map(provider -> provider.isolation(spec))
                    .orElse(Isolation.NONE);
        } catch (SandboxException e) {
            return Isolation.NONE;
        }
    }

    private Optional<SandboxProvider> find(String backend) {
        return providers.stream()
                .filter(candidate -> candidate.backend().equals(backend))
                .findFirst();
    }

    List<Backend> described() {
        return providers.stream().map(Backends::described).toList();
    }

    private static Backend described(SandboxProvider provider) {
        return new Backend(
                provider.backend(),
                provider.isolation(new SandboxSpec(provider.backend(), provider.backend())),
                provider.capabilities(),
                BundleName.of(FrameworkUtil.getBundle(provider.getClass())));
    }
}
