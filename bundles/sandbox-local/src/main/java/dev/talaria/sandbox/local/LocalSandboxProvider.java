package dev.talaria.sandbox.local;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.Capabilities;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.sandbox.support.Options;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.spi.sandbox.SandboxProvider;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** Sandboxes that are this host itself: nothing keeps what runs in them away from it, unless bubblewrap is to. */
@Component(configurationPid = LocalConfig.PID)
@Designate(ocd = LocalConfig.class)
public final class LocalSandboxProvider implements SandboxProvider {
    private final Set<LocalSandbox> open = ConcurrentHashMap.newKeySet();
    private final HomeDirectories home;
    private final Map<String, String> environment;
    private final Confinements confinements;
    private volatile Map<String, Object> configured;

    /** Detached commands and long outputs are kept in the directory that {@code talaria.home} names. */
    @Activate
    public LocalSandboxProvider(BundleContext context, Map<String, Object> properties) {
        this(HomeDirectories.of(context.getProperty(HomeDirectories.PROPERTY)), System.getenv(), properties);
    }

    LocalSandboxProvider(HomeDirectories home, Map<String, String> environment, Map<String, Object> properties) {
        this.home = home;
        this.environment = environment;
        this.configured = Map.copyOf(properties);
        this.confinements = new Confinements(
                home, Optional.ofNullable(System.getProperty("karaf.home")).map(Path::of), environment);
    }

    /** What is open stays as it was opened. */
    @Modified
    void configure(Map<String, Object> properties) {
        configured = Map.copyOf(properties);
    }

    @Override
    public String backend() {
        return "local";
    }

    /** One that cannot be opened isolates nothing. */
    @Override
    public Isolation isolation(SandboxSpec spec) {
        try {
            Options options = Confinements.options(configured, spec);
            return new Confinement(Confinements.profile(options), List.of(), List.of(), "")
                    .isolation(confinements.workspaces(options));
        } catch (SandboxException e) {
            return Isolation.NONE;
        }
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(has("script"), false, true, has("bwrap"), has("prlimit"), has("setsid"));
    }

    private boolean has(String program) {
        return HostPrograms.find(program, environment).isPresent();
    }

    @Override
    public List<Health> diagnose() {
        SandboxSpec spec = new SandboxSpec("doctor", "local");
        try {
            HostPrograms.find(environment);
            Confinement made = confinements.make(Confinements.options(configured, spec), spec);
            return List.of(Health.ok(
                    made.isConfined()
                            ? "commands run confined by bubblewrap"
                            : "commands run as the user of Talaria, who may do all that they do"));
        } catch (SandboxException e) {
            return List.of(Health.down(e.getMessage(), e.remedy()));
        }
    }

    @Override
    public Sandbox open(SandboxSpec spec, Consumer<String> progress, Cancellation cancellation) {
        LocalSandbox sandbox = new LocalSandbox(
                spec.id(),
                HostPrograms.find(environment),
                home,
                environment,
                confinements.make(Confinements.options(configured, spec), spec),
                open::remove);
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
