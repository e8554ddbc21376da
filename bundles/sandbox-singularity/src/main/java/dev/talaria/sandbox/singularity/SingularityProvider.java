package dev.talaria.sandbox.singularity;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.Capabilities;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.sandbox.support.WorkerThreads;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.spi.sandbox.SandboxProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** Sandboxes that are instances of Apptainer or Singularity. */
@Component(configurationPid = SingularityConfig.PID)
@Designate(ocd = SingularityConfig.class)
public final class SingularityProvider implements SandboxProvider {
    private final Path home;
    private final Map<String, String> environment;
    private final Set<SingularitySandbox> open = ConcurrentHashMap.newKeySet();
    private volatile Map<String, Object> configured;

    @Activate
    public SingularityProvider(BundleContext context, Map<String, Object> properties) {
        this(home(context.getProperty("talaria.home")), System.getenv(), properties);
    }

    SingularityProvider(Path home, Map<String, String> environment, Map<String, Object> properties) {
        this.home = home.toAbsolutePath().normalize();
        this.environment = environment;
        this.configured = Map.copyOf(properties);
    }

    private static Path home(String configured) {
        return configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".talaria")
                : Path.of(configured);
    }

    /** What is open stays as it was opened. */
    @Modified
    void configure(Map<String, Object> properties) {
        configured = Map.copyOf(properties);
    }

    @Override
    public String backend() {
        return "singularity";
    }

    /**
     * Its own processes, files and devices, no capability, and of /proc only what is its own. One that cannot be opened
     * isolates nothing.
     */
    @Override
    public Isolation isolation(SandboxSpec spec) {
        try {
            Settings settings = Settings.of(configured, spec, home);
            List<String> trees = settings.binds().stream().map(Bind::inside).toList();
            return new Isolation(true, settings.network(), trees);
        } catch (SandboxException e) {
            return Isolation.NONE;
        }
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                true, true, true, true, HostAbilities.limits(environment).isEmpty(), true);
    }

    @Override
    public List<Health> diagnose() {
        return new Diagnosis(configured, environment, home).all();
    }

    @Override
    public Sandbox open(SandboxSpec spec, Consumer<String> progress, Cancellation cancellation) {
        Settings settings = Settings.of(configured, spec, home);
        Program program = Program.find(settings.program(), environment);
        Orphans.end(program, settings.scratch());
        SingularitySandbox sandbox =
                new Opening(program, settings, home, spec, open::remove).open(progress, cancellation);
        open.add(sandbox);
        return sandbox;
    }

    @Override
    public void remove(SandboxSpec spec) {
        Settings settings = Settings.of(configured, spec, home);
        new Opening(Program.find(settings.program(), environment), settings, home, spec, open::remove).remove();
    }

    /** All at once: each may wait some seconds for what runs in it. */
    @Deactivate
    void closeAll() {
        List<Thread> closings = Set.copyOf(open).stream()
                .map(sandbox -> WorkerThreads.create("talaria-sandbox-closing", sandbox::close))
                .toList();
        closings.forEach(Thread::start);
        boolean interrupted = false;
        for (Thread closing : closings) {
            while (closing.isAlive()) {
                try {
                    closing.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
