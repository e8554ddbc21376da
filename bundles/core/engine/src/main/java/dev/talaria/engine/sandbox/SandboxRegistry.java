package dev.talaria.engine.sandbox;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.CommandListener;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.api.sandbox.Sandboxes;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.spi.sandbox.SandboxProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The sandboxes that are open, one per id, opened when first needed and closed with their provider. */
@Component(service = {SandboxRegistry.class, Sandboxes.class})
public final class SandboxRegistry implements Sandboxes {
    private record Open(SandboxProvider provider, SandboxSpec spec, Sandbox sandbox) {}

    private final List<SandboxProvider> providers = new ArrayList<>();
    private final Map<String, Open> open = new HashMap<>();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindProvider(SandboxProvider provider) {
        synchronized (open) {
            providers.add(provider);
        }
    }

    void unbindProvider(SandboxProvider provider) {
        List<Sandbox> orphans = new ArrayList<>();
        synchronized (open) {
            providers.remove(provider);
            open.values().removeIf(entry -> entry.provider() == provider && orphans.add(entry.sandbox()));
        }
        orphans.forEach(Sandbox::close);
    }

    @Deactivate
    void closeAll() {
        List<Sandbox> all;
        synchronized (open) {
            all = open.values().stream().map(Open::sandbox).toList();
            open.clear();
        }
        all.forEach(Sandbox::close);
    }

    /** A lease that opens its sandbox at the first use of it. */
    public SandboxLease lease(SandboxSpec spec) {
        return new LazyLease(spec);
    }

    @Override
    public List<Backend> backends() {
        List<SandboxProvider> present;
        synchronized (open) {
            present = List.copyOf(providers);
        }
        return present.stream().map(SandboxRegistry::backend).toList();
    }

    private static Backend backend(SandboxProvider provider) {
        Bundle bundle = FrameworkUtil.getBundle(provider.getClass());
        return new Backend(
                provider.backend(),
                provider.isolation(new SandboxSpec(provider.backend(), provider.backend())),
                bundle == null ? "no bundle" : bundle.getSymbolicName() + " " + bundle.getVersion());
    }

    @Override
    public List<SandboxSpec> open() {
        synchronized (open) {
            return open.values().stream()
                    .map(Open::spec)
                    .sorted(Comparator.comparing(SandboxSpec::id))
                    .toList();
        }
    }

    /** How far a sandbox is from the host; one that is not here is taken for none. */
    public Isolation isolation(SandboxSpec spec) {
        synchronized (open) {
            return providers.stream()
                    .filter(candidate -> candidate.backend().equals(spec.backend()))
                    .findFirst()
                    .map(provider -> provider.isolation(spec))
                    .orElse(Isolation.NONE);
        }
    }

    /** @throws SandboxException NO_BACKEND, if there is none of that name */
    public void mustHave(String backend) {
        synchronized (open) {
            provider(backend);
        }
    }

    private Sandbox sandbox(SandboxSpec spec) {
        synchronized (open) {
            Open known = open.get(spec.id());
            if (known == null) {
                SandboxProvider provider = provider(spec.backend());
                known = new Open(provider, spec, provider.open(spec, line -> {}, new CancellationSource()));
                open.put(spec.id(), known);
            }
            return known.sandbox();
        }
    }

    private SandboxProvider provider(String backend) {
        return providers.stream()
                .filter(candidate -> candidate.backend().equals(backend))
                .findFirst()
                .orElseThrow(() -> new SandboxException(
                        SandboxException.Code.NO_BACKEND,
                        "The sandbox '" + backend + "' is not installed (now).",
                        "Install it: feature:install talaria-sandbox-" + backend,
                        null));
    }

    private final class LazyLease implements SandboxLease {
        private final SandboxSpec spec;

        LazyLease(SandboxSpec spec) {
            this.spec = spec;
        }

        @Override
        public String id() {
            return spec.id();
        }

        @Override
        public RunningCommand start(Command command, CommandListener listener, Cancellation cancellation) {
            return sandbox(spec).start(command, listener, cancellation);
        }

        @Override
        public FileAccess files() {
            return sandbox(spec).files();
        }

        @Override
        public DetachedCommand startDetached(String id, String label, Command command) {
            return sandbox(spec).startDetached(id, label, command);
        }

        @Override
        public List<DetachedCommand> detached() {
            return sandbox(spec).detached();
        }

        @Override
        public String scratch() {
            return sandbox(spec).scratch();
        }
    }
}
