package dev.talaria.engine.sandbox;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.api.sandbox.Sandboxes;
import dev.talaria.engine.thread.RunThreads;
import dev.talaria.spi.sandbox.SandboxProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sandboxes that are open, one per id, opened when first needed, put aside when nobody uses them, and closed with
 * their provider.
 */
@Component(
        service = {SandboxRegistry.class, Sandboxes.class},
        configurationPid = "dev.talaria.sandboxes")
@Designate(ocd = SandboxRegistry.Config.class)
public final class SandboxRegistry implements Sandboxes {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxRegistry.class);

    /** Configuration of PID {@code dev.talaria.sandboxes}. */
    @ObjectClassDefinition(name = "Talaria sandboxes", description = "How long unused sandboxes stay open.")
    public @interface Config {
        @AttributeDefinition(
                description = "Minutes after which a sandbox that nobody uses, and in which no command of process goes"
                        + " on, is put aside or closed; 0 for never. Counts now.",
                min = "0")
        int idleMinutes() default 15;
    }

    private final Clock clock;
    private final ScheduledExecutorService timer = RunThreads.newTimer("talaria-sandbox-timer");
    private final Backends backends = new Backends();
    private final SandboxNames names = new SandboxNames();
    private final Map<String, OpenSandbox> open = new HashMap<>();
    private volatile Duration idle = Duration.ofMinutes(15);

    @Activate
    public SandboxRegistry(Config config) {
        this(Clock.systemUTC());
        configure(config);
        timer.scheduleWithFixedDelay(this::closeIdle, 1, 1, TimeUnit.MINUTES);
    }

    private SandboxRegistry(Clock clock) {
        this.clock = clock;
    }

    /** One without OSGi, which closes what is idle only when {@link #closeIdle} is called. */
    public static SandboxRegistry of(Clock clock) {
        return new SandboxRegistry(clock);
    }

    @Modified
    void configure(Config config) {
        idle = Duration.ofMinutes(config.idleMinutes());
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindProvider(SandboxProvider provider) {
        backends.add(provider);
    }

    void unbindProvider(SandboxProvider provider) {
        List<OpenSandbox> orphans = new ArrayList<>();
        synchronized (open) {
            backends.remove(provider);
            open.values().removeIf(entry -> entry.provider() == provider && orphans.add(entry));
        }
        orphans.forEach(orphan -> orphan.close("its backend was removed"));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindNamed(NamedSandbox sandbox) {
        names.add(sandbox);
    }

    void unbindNamed(NamedSandbox sandbox) {
        names.remove(sandbox);
    }

    @Deactivate
    void closeAll() {
        timer.shutdownNow();
        List<OpenSandbox> all;
        synchronized (open) {
            all = List.copyOf(open.values());
            open.clear();
        }
        all.forEach(entry -> entry.close("Talaria is stopping"));
    }

    /**
     * The sandbox that a session gets which chooses so.
     *
     * @throws SandboxException CANNOT_START, if no sandbox can have that name
     */
    public SandboxSpec spec(String choice, SessionId session) {
        return names.spec(choice, session);
    }

    /** A lease that opens its sandbox at the first use of it. */
    public SandboxLease lease(SandboxSpec spec, Consumer<String> progress, Cancellation cancellation) {
        return new SharedLease(this, spec, progress, cancellation);
    }

    @Override
    public SandboxLease lease(String choice, Consumer<String> progress, Cancellation cancellation) {
        SandboxSpec spec = names.spec(choice);
        backends.provider(spec.backend());
        return lease(spec, progress, cancellation);
    }

    @Override
    public List<Backend> backends() {
        return backends.described();
    }

    @Override
    public List<Open> open() {
        List<OpenSandbox> all;
        synchronized (open) {
            all = List.copyOf(open.values());
        }
        return all.stream()
                .filter(OpenSandbox::isOpen)
                .map(each -> new Open(each.spec(), isolation(each.spec()), each.since(), each.used(), each.users()))
                .sorted(Comparator.comparing(each -> each.spec().id()))
                .toList();
    }

    @Override
    public List<Named> named() {
        return names.configured().stream()
                .map(spec -> new Named(spec, isolation(spec)))
                .toList();
    }

    /** Whether somebody has opened it and it is here. */
    public boolean isOpen(SandboxSpec spec) {
        synchronized (open) {
            OpenSandbox entry = open.get(spec.id());
            return entry != null && entry.isOpen();
        }
    }

    /** How far a sandbox is from the host; one that is not here is taken for none. */
    public Isolation isolation(SandboxSpec spec) {
        return backends.isolation(spec);
    }

    /** @throws SandboxException NO_BACKEND or CANNOT_START, if a choice cannot be had */
    public void mustHave(String choice) {
        backends.provider(names.spec(choice).backend());
    }

    @Override
    public boolean suspend(String id) {
        OpenSandbox entry;
        synchronized (open) {
            entry = open.remove(id);
        }
        if (entry == null || !entry.isOpen()) {
            return false;
        }
        entry.suspend();
        return true;
    }

    @Override
    public void remove(String choice) {
        SandboxSpec spec = names.spec(choice);
        SandboxProvider provider = backends.provider(spec.backend());
        OpenSandbox entry;
        synchronized (open) {
            entry = open.remove(choice);
        }
        if (entry != null) {
            entry.close("it is being removed");
        }
        provider.remove(spec);
    }

    @Override
    public List<Health> diagnose(String backend) {
        return backends.provider(backend).diagnose();
    }

    /** The one of that identity, with the caller counted in, who must leave it. */
    OpenSandbox enter(SandboxSpec spec) {
        synchronized (open) {
            OpenSandbox known = open.get(spec.id());
            if (known != null && known.enter()) {
                return known;
            }
            OpenSandbox fresh = new OpenSandbox(backends.provider(spec.backend()), spec, clock);
            fresh.enter();
            open.put(spec.id(), fresh);
            return fresh;
        }
    }

    /** Closes one that is lost or could not be opened. The next who wants it gets another. */
    void forget(OpenSandbox entry) {
        boolean mine;
        synchronized (open) {
            mine = open.remove(entry.spec().id(), entry);
        }
        if (mine) {
            entry.close("it was lost");
        }
    }

    /** Puts aside what nobody has used for the configured time. */
    void closeIdle() {
        Duration patience = idle;
        if (patience.isZero()) {
            return;
        }
        Instant before = clock.instant().minus(patience);
        List<OpenSandbox> all;
        synchronized (open) {
            all = List.copyOf(open.values());
        }
        for (OpenSandbox entry : all) {
            try {
                if (entry.used().isBefore(before) && !entry.worksOn() && entry.putAsideIfUnused()) {
                    synchronized (open) {
                        open.remove(entry.spec().id(), entry);
                    }
                    LOG.info(
                            "Sandbox {} is put aside: nobody used it for {} min",
                            entry.spec().id(),
                            patience.toMinutes());
                }
            } catch (RuntimeException e) {
                LOG.warn("Sandbox {} cannot be put aside", entry.spec().id(), e);
            }
        }
    }
}
