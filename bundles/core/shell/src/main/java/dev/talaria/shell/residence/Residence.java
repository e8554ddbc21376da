package dev.talaria.shell.residence;

import dev.talaria.shell.thread.ServerThreads;
import dev.talaria.spi.instance.Activity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the instance. One that was started by the way, which the launcher says by {@code talaria.resident=idle},
 * ends when nobody has needed it for some time.
 */
@Component(service = Residence.class, configurationPid = "dev.talaria.instance")
@Designate(ocd = Residence.Config.class)
public final class Residence {
    /** How long a clean stop waits for turns. */
    public static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Residence.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration DRAIN_POLL = Duration.ofMillis(50);

    private final Runnable ending;
    private final Time time;
    private final List<Activity> activities = new CopyOnWriteArrayList<>();
    private final @Nullable Thread watch;
    private volatile @Nullable Clients clients;
    private volatile Config config;
    private volatile boolean stays;
    private volatile boolean stopping;

    /** Configuration of PID {@code dev.talaria.instance}. A change counts at once. */
    @ObjectClassDefinition(
            name = "Talaria instance",
            description = "How long the instance lives. Changes count at once.")
    public @interface Config {
        @AttributeDefinition(
                description = "Minutes without anything to do after which an instance ends that was not started with"
                        + " 'talaria start'. Counts now.",
                min = "1")
        int idleMinutes() default 15;
    }

    @Activate
    public Residence(BundleContext context, Config config) {
        this.config = config;
        ending = () -> stopFramework(context);
        time = Time.SYSTEM;
        stays = !"idle".equals(context.getProperty("talaria.resident"));
        watch = stays ? null : ServerThreads.start("talaria-idle-watch", this::watch);
    }

    /** One that would end when idle, for whoever calls {@link #watch}. */
    Residence(Config config, Time time, Runnable ending) {
        this.config = config;
        this.time = time;
        this.ending = ending;
        watch = null;
    }

    @Modified
    void modified(Config changed) {
        config = changed;
    }

    @Deactivate
    void deactivate() {
        if (watch != null) {
            watch.interrupt();
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindActivity(Activity activity) {
        activities.add(activity);
    }

    void unbindActivity(Activity activity) {
        activities.remove(activity);
    }

    /** Who is attached, from whoever serves them. */
    public void clientsAre(Clients now) {
        clients = now;
    }

    /** How many clients are attached. */
    public int clients() {
        Clients now = clients;
        return now == null ? 0 : now.count();
    }

    /** What the instance is busy with, besides its clients; for people. */
    public List<String> work() {
        return work(false);
    }

    /** It no longer ends by itself. @return false if it is too late: it ends already */
    public synchronized boolean stay() {
        stays = !stopping;
        return stays;
    }

    private synchronized boolean beginEnd() {
        stopping = !stays;
        return stopping;
    }

    /** Whether it does not end by itself. */
    public boolean stays() {
        return stays;
    }

    /**
     * Lets no client in any more, waits until the turns that run have ended, at most {@link #LONGEST_DRAIN}, and says
     * what it waits for.
     *
     * @return what still runs and will be cut off
     */
    public List<String> drain(Consumer<String> waitingFor) throws InterruptedException {
        synchronized (this) {
            stopping = true;
        }
        Clients now = clients;
        if (now != null) {
            now.refuseNew();
        }
        long begin = time.nanos();
        List<String> said = List.of();
        List<String> left = work(true);
        while (!left.isEmpty() && time.nanos() - begin < LONGEST_DRAIN.toNanos()) {
            if (!left.equals(said)) {
                waitingFor.accept(String.join(", ", left));
                said = left;
            }
            time.pause(DRAIN_POLL);
            left = work(true);
        }
        return left;
    }

    /** Stops the framework, and with it the process. Returns at once. */
    public void end() {
        ending.run();
    }

    private static void stopFramework(BundleContext context) {
        try {
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
        } catch (BundleException | IllegalStateException e) {
            LOG.error("The framework cannot be stopped", e);
        }
    }

    private List<String> work(boolean endsSoon) {
        List<String> busy = new ArrayList<>();
        for (Activity activity : activities) {
            try {
                if ((!endsSoon || activity.endsSoon()) && activity.busy()) {
                    busy.add(activity.what());
                }
            } catch (RuntimeException | LinkageError e) {
                LOG.warn(
                        "{} does not say whether it is busy",
                        activity.getClass().getName(),
                        e);
            }
        }
        return busy;
    }

    /** Looks from time to time whether anybody needs the instance; ends it, or returns once it is to stay. */
    void watch() {
        IdleTime idle = new IdleTime(time::nanos);
        try {
            while (!stays && !stopping) {
                time.pause(LOOK);
                boolean busy = clients() > 0 || !work().isEmpty();
                if (idle.isOver(busy, Duration.ofMinutes(config.idleMinutes())) && beginEnd()) {
                    LOG.info("Nobody has needed this instance for {} min: it ends", config.idleMinutes());
                    drain(what -> LOG.info("Waiting for {}", what));
                    awaitClients();
                    end();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One may have come at the last moment. */
    private void awaitClients() throws InterruptedException {
        while (clients() > 0) {
            time.pause(DRAIN_POLL);
        }
    }
}
