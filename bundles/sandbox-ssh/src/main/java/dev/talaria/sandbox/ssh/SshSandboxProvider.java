package dev.talaria.sandbox.ssh;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.Capabilities;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.api.secret.Secrets;
import dev.talaria.sandbox.support.Options;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.spi.sandbox.SandboxProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Sandboxes that are directories on other hosts. Nothing keeps what runs there away from those hosts. */
@Component(configurationPid = "dev.talaria.sandbox.ssh", configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = SshConfig.class)
public final class SshSandboxProvider implements SandboxProvider {
    private final Secrets secrets;
    private final LocalAccount local;
    private final Set<SshSandbox> open = ConcurrentHashMap.newKeySet();
    private volatile Map<String, Object> configured = Map.of();
    private volatile boolean gone;

    @Activate
    public SshSandboxProvider(@Reference Secrets secrets, SshConfig config, Map<String, Object> properties) {
        this(secrets, LocalAccount.current());
        modified(properties);
    }

    SshSandboxProvider(Secrets secrets, LocalAccount local) {
        this.secrets = secrets;
        this.local = local;
    }

    /** Open sandboxes stay as they are. */
    @Modified
    final void modified(Map<String, Object> properties) {
        configured = Map.copyOf(properties);
    }

    @Override
    public String backend() {
        return "ssh";
    }

    @Override
    public Isolation isolation(SandboxSpec spec) {
        return Isolation.NONE;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, false, true, false, false, true);
    }

    @Override
    public List<Health> diagnose() {
        return Diagnosis.of(configured, local);
    }

    @Override
    public Sandbox open(SandboxSpec spec, Consumer<String> progress, Cancellation cancellation) {
        Options options = new Options(SshConfig.class, configured, spec);
        SshSettings settings = SshSettings.of(options, local);
        Credentials credentials = new Credentials(settings, secrets);
        Supplier<SshExec> connector = () -> connect(spec.id(), settings, credentials);
        progress.accept("connecting to " + settings.target());
        SshExec exec = connector.get();
        try (var registration = cancellation.onCancel(exec::close)) {
            Workspace workspace = Workspace.make(exec, spec.id(), settings.directory());
            SshSandbox sandbox = SshSandbox.open(spec, exec, workspace, connector, open::remove);
            if (!settings.sync().isEmpty()) {
                progress.accept("sending files to " + settings.target());
                sandbox.sync(settings, options);
            }
            open.add(sandbox);
            return sandbox;
        } catch (RuntimeException e) {
            exec.close();
            if (cancellation.isCancelled()) {
                throw new CancellationException("opening " + spec.id() + " was stopped");
            }
            throw e;
        }
    }

    @Override
    public void remove(SandboxSpec spec) {
        SshSettings settings = SshSettings.of(new Options(SshConfig.class, configured, spec), local);
        Credentials credentials = new Credentials(settings, secrets);
        Supplier<SshExec> connector = () -> connect(spec.id(), settings, credentials);
        try (SshExec exec = connector.get()) {
            Workspace.find(exec, spec.id())
                    .map(found -> SshSandbox.open(spec, exec, found, connector, closed -> {}))
                    .ifPresent(SshSandbox::destroy);
        }
    }

    private SshExec connect(String id, SshSettings settings, Credentials credentials) {
        if (gone) {
            throw new SandboxException(
                    SandboxException.Code.NO_BACKEND,
                    "The bundle of SSH sandboxes is gone.",
                    "Install it again: feature:install talaria-sandbox-ssh.",
                    null);
        }
        return new SshExec(id, settings, credentials);
    }

    @Deactivate
    void closeAll() {
        gone = true;
        open.forEach(SshSandbox::close);
    }
}
