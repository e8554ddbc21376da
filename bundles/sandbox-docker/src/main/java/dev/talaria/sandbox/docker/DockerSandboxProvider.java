package dev.talaria.sandbox.docker;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.Capabilities;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.sandbox.support.Options;
import dev.talaria.sandbox.support.WorkerThreads;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.spi.sandbox.SandboxProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** Sandboxes that are containers of Docker or Podman. */
@Component(configurationPid = "dev.talaria.sandbox.docker")
@Designate(ocd = DockerConfig.class)
public final class DockerSandboxProvider implements SandboxProvider {
    private final Set<DockerSandbox> open = ConcurrentHashMap.newKeySet();
    private final Home home;
    private final Map<String, String> environment;
    private final Daemons daemons;
    private final Orphans orphans;
    private volatile Map<String, Object> configured;
    private volatile boolean gone;

    /**
     * @param configuration only for its defaults; the values are in the properties
     * @param properties with which a sandbox's own options are merged
     */
    @Activate
    public DockerSandboxProvider(BundleContext context, DockerConfig configuration, Map<String, Object> properties) {
        this(Home.of(context.getProperty(Home.PROPERTY)), System.getenv(), properties);
    }

    DockerSandboxProvider(Home home, Map<String, String> environment, Map<String, Object> properties) {
        Path userHome = Path.of(System.getProperty("user.home"));
        this.home = home;
        this.environment = environment;
        this.configured = properties;
        this.daemons = new Daemons(new Hosts(environment, userHome), RegistryAccess.of(environment, userHome));
        this.orphans = new Orphans(() -> containers(settings(new SandboxSpec("docker", backend()))));
    }

    /** Open sandboxes stay as they are. */
    @Modified
    void modified(Map<String, Object> properties) {
        configured = properties;
    }

    @Override
    public String backend() {
        return "docker";
    }

    @Override
    public Isolation isolation(SandboxSpec spec) {
        try {
            Settings settings = settings(spec);
            List<String> trees = settings.binds().stream().map(Mount::inside).toList();
            return new Isolation(settings.binds().stream().noneMatch(Mount::showsDaemon), settings.network(), trees);
        } catch (SandboxException e) {
            return Isolation.NONE;
        }
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, true, true, true, true);
    }

    @Override
    public List<Health> diagnose() {
        try {
            Settings settings = settings(new SandboxSpec(backend(), backend()));
            Set<String> ids = open.stream().map(DockerSandbox::id).collect(Collectors.toSet());
            return new Diagnosis(containers(settings), settings, ids).examine();
        } catch (SandboxException e) {
            return List.of(Health.down(e.getMessage(), e.remedy()));
        }
    }

    @Override
    public Sandbox open(SandboxSpec spec, Consumer<String> progress, Cancellation cancellation) {
        Settings settings = settings(spec);
        DockerSandbox sandbox =
                new Opening(containers(settings), spec, settings, progress, cancellation, open::remove).open();
        open.add(sandbox);
        if (gone) {
            sandbox.close();
            throw new SandboxException(
                    SandboxException.Code.NO_BACKEND,
                    "The backend docker was removed while " + spec.id() + " was opened.",
                    "Install it again: feature:install talaria-sandbox-docker",
                    null);
        }
        return sandbox;
    }

    @Override
    public void remove(SandboxSpec spec) {
        containers(settings(spec)).removeAll(spec.id());
    }

    private Settings settings(SandboxSpec spec) {
        return Settings.of(new Options(DockerConfig.class, configured, spec), environment);
    }

    private Containers containers(Settings settings) {
        return new Containers(daemons.get(settings), home);
    }

    /** All at once: each may have to wait for a command that does not obey at once. */
    @Deactivate
    void deactivate() {
        gone = true;
        List<Thread> closing = open.stream()
                .map(sandbox -> WorkerThreads.create("talaria-sandbox-docker-closing", sandbox::close))
                .toList();
        closing.forEach(Thread::start);
        try {
            for (Thread thread : closing) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        daemons.close();
        orphans.close();
    }
}
