package dev.talaria.deploy.problems;

import dev.talaria.deploy.blame.AbandonedCalls;
import dev.talaria.deploy.quarantine.Quarantine;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for problems a moment after something happened to a bundle, logs what is new, and interrupts a bundle that
 * hangs. An event hook, since the framework tells hooks before anybody can hang on the event.
 */
@Component(
        immediate = true,
        service = {BundleProblems.class, EventHook.class},
        configurationPid = "dev.talaria.deploy")
@Designate(ocd = ProblemWatch.Config.class)
public final class ProblemWatch implements BundleProblems, EventHook {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemWatch.class);
    private static final long SETTLED_MS = 500;

    /** Configuration of PID {@code dev.talaria.deploy}. */
    @ObjectClassDefinition(name = "Talaria deploy", description = "What counts as a bundle that hangs.")
    public @interface Config {
        @AttributeDefinition(
                description = "Time after which a bundle that starts or stops is named, in seconds. Counts now.",
                min = "1")
        int hangsAfterSeconds() default 5;

        @AttributeDefinition(description = "Time after which it is interrupted, in seconds. Counts now.", min = "1")
        int interruptAfterSeconds() default 30;
    }

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, ProblemWatch::newThread);
    private final AtomicBoolean checkSoon = new AtomicBoolean();
    private final AtomicBoolean checkHangs = new AtomicBoolean();
    private final Passages passages;
    private final ProblemFinder finder;
    private final BundleContext context;
    private final Set<BundleProblem> told = new HashSet<>();
    private volatile Duration hangsAfter = Duration.ZERO;
    private volatile Duration interruptAfter = Duration.ZERO;

    @Activate
    public ProblemWatch(
            BundleContext context,
            @Reference ServiceComponentRuntime components,
            @Reference Quarantine quarantine,
            @Reference AbandonedCalls abandoned,
            Config config) {
        this.context = context;
        passages = new Passages(context);
        finder = new ProblemFinder(context, components, passages, quarantine, abandoned);
        abandoned.whenFound(this::checkLater);
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        configure(config);
    }

    @Modified
    void configure(Config config) {
        hangsAfter = Duration.ofSeconds(config.hangsAfterSeconds());
        interruptAfter = Duration.ofSeconds(config.interruptAfterSeconds());
    }

    @Deactivate
    void close() {
        timer.shutdown();
    }

    @Override
    public List<BundleProblem> list() {
        return finder.find(hangsAfter, isBooted());
    }

    /**
     * Whether Karaf has installed what it starts with; named, not imported, to depend on no class of Karaf's. It says so
     * before it has started all of that, if it was installed already: then the start level tells.
     */
    private boolean isBooted() {
        return context.getServiceReference("org.apache.karaf.features.BootFinished") != null && isStarted();
    }

    private boolean isStarted() {
        int level = context.getBundle(Constants.SYSTEM_BUNDLE_ID)
                .adapt(FrameworkStartLevel.class)
                .getStartLevel();
        return Stream.of(context.getBundles())
                .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
                .map(bundle -> bundle.adapt(BundleStartLevel.class))
                .allMatch(bundle -> bundle == null || level > bundle.getStartLevel());
    }

    @Override
    public void event(BundleEvent event, Collection<BundleContext> receivers) {
        passages.note(event);
        checkLater();
        if (!passages.isEmpty() && checkHangs.compareAndSet(false, true)) {
            later(this::checkHangs, hangsAfter);
        }
    }

    private void checkLater() {
        if (checkSoon.compareAndSet(false, true)) {
            later(this::check, Duration.ofMillis(SETTLED_MS));
        }
    }

    private void later(Runnable work, Duration delay) {
        if (!timer.isShutdown()) {
            timer.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void checkHangs() {
        checkHangs.set(false);
        check();
        for (Bundle bundle : context.getBundles()) {
            passages.hang(bundle, interruptAfter).ifPresent(hang -> {
                LOG.warn(
                        "{} {} is interrupted: it has been hanging for {} s",
                        bundle.getSymbolicName(),
                        bundle.getVersion(),
                        hang.since().toSeconds());
                hang.thread().interrupt();
            });
        }
        if (!passages.isEmpty() && checkHangs.compareAndSet(false, true)) {
            later(this::checkHangs, hangsAfter);
        }
    }

    private void check() {
        checkSoon.set(false);
        if (!isBooted()) {
            checkLater();
        }
        List<BundleProblem> now = list();
        synchronized (told) {
            now.stream().filter(told::add).forEach(problem -> LOG.warn("{}", problem));
            told.retainAll(now);
        }
    }

    @SuppressWarnings("removal") // there is no other way on 17; a later JDK ignores it
    private static Thread newThread(Runnable work) {
        // Not to inherit the access-control context, and with it the class loader, of the bundle that comes or goes.
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(work, "talaria-bundle-problems");
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        });
    }
}
