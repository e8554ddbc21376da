package dev.talaria.sandbox.modal;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.Capabilities;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.api.secret.Secrets;
import dev.talaria.sandbox.support.Options;
import dev.talaria.sandbox.support.WorkerThreads;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.spi.sandbox.SandboxProvider;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Sandboxes that run at Modal. */
@Component(configurationPid = "dev.talaria.sandbox.modal")
@Designate(ocd = ModalConfig.class)
public final class ModalSandboxProvider implements SandboxProvider {
    static final String BACKEND = "modal";

    private static final Duration DIAGNOSIS = Duration.ofMillis(1_500);

    private final KeptState kept;
    private final Accounts accounts;
    private final ModalThreads threads = new ModalThreads();
    private final Map<List<String>, ControlPlane> planes = new ConcurrentHashMap<>();
    private final Set<ModalSandbox> open = ConcurrentHashMap.newKeySet();
    private volatile Map<String, Object> configured;

    /** What outlives a sandbox is kept in the directory that {@code talaria.home} names. */
    @Activate
    public ModalSandboxProvider(
            BundleContext context, @Reference Secrets secrets, ModalConfig config, Map<String, Object> properties) {
        this(home(context.getProperty("talaria.home")), new Accounts(secrets, System.getenv(), user()), properties);
    }

    ModalSandboxProvider(Path home, Accounts accounts, Map<String, Object> properties) {
        this.kept = new KeptState(home.resolve("sandboxes").resolve(BACKEND));
        this.accounts = accounts;
        this.configured = whole(properties);
    }

    private static Path user() {
        return Path.of(System.getProperty("user.home"));
    }

    private static Path home(@org.jspecify.annotations.Nullable String configured) {
        return configured == null || configured.isBlank()
                ? user().resolve(".talaria")
                : Path.of(configured).toAbsolutePath();
    }

    /** Open sandboxes stay as they are. */
    @Modified
    void modified(Map<String, Object> properties) {
        configured = whole(properties);
    }

    private static Map<String, Object> whole(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        // Declarative Services leave out a default that is an empty array.
        all.putIfAbsent("regions", new String[0]);
        all.putIfAbsent("allowedNetworks", new String[0]);
        return all;
    }

    @Override
    public String backend() {
        return BACKEND;
    }

    /** Another machine altogether. */
    @Override
    public Isolation isolation(SandboxSpec spec) {
        return new Isolation(true, new Options(ModalConfig.class, configured, spec).flag("network"), List.of());
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, true, true, true, true);
    }

    @Override
    public List<Health> diagnose() {
        try {
            ControlPlane plane = plane(new Options(ModalConfig.class, configured, new SandboxSpec("doctor", BACKEND)));
            plane.hello(DIAGNOSIS);
            return List.of(Health.ok("Modal (" + plane.account().server().getAuthority() + ") accepts the token of "
                    + plane.account().credentials() + "."));
        } catch (SandboxException e) {
            return List.of(Health.down(e.getMessage(), e.remedy()));
        }
    }

    private ControlPlane plane(Options options) {
        Account account = accounts.of(options);
        return planes.computeIfAbsent(
                account.key(),
                key -> new ControlPlane(
                        account, new Calls(account, new Connection(account.server(), threads), Clock.systemUTC())));
    }

    @Override
    public Sandbox open(SandboxSpec spec, Consumer<String> progress, Cancellation cancellation) {
        cancellation.throwIfCancelled();
        Options options = new Options(ModalConfig.class, configured, spec);
        Settings settings = Settings.of(options, accounts.builderVersion());
        ModalSandbox opened =
                new Opening(spec, settings, plane(options), kept, threads, progress, cancellation).open(open::remove);
        open.add(opened);
        return opened;
    }

    /** Its snapshot too. */
    @Override
    public void remove(SandboxSpec spec) {
        Options options = new Options(ModalConfig.class, configured, spec);
        Settings settings = Settings.of(options, accounts.builderVersion());
        ControlPlane plane = plane(options);
        plane.running(settings.app(), SandboxName.of(kept.instance(), spec.id()), Calls.NEVER)
                .ifPresent(plane::terminate);
        new Snapshots(spec.id(), kept, plane, settings).remove();
    }

    /** All at the same time: each may take as long as a snapshot does. */
    @Deactivate
    void closeAll() {
        List<Thread> closing = new ArrayList<>();
        for (ModalSandbox sandbox : open) {
            Thread thread = WorkerThreads.create("talaria-modal-close", sandbox::close);
            thread.start();
            closing.add(thread);
        }
        try {
            for (Thread thread : closing) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        planes.values().forEach(ControlPlane::close);
        threads.close();
    }
}
