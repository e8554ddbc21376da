package dev.talaria.engine.inbox;

import dev.talaria.engine.thread.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something once the framework has started all bundles, so that tools and models are there: when its start level is
 * beyond those of all bundles. Not for ever: after some time it is done all the same.
 */
final class BootWait implements FrameworkListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BootWait.class);

    private final BundleContext context;
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile Runnable work = () -> {};

    BootWait(BundleContext context) {
        this.context = context;
    }

    void then(Runnable action, Duration most, Timer timer) {
        work = action;
        context.addFrameworkListener(this);
        timer.at(Clock.systemUTC().instant().plus(most), () -> {
            if (doIt()) {
                LOG.warn("Not all bundles were started within {}; accepted messages are answered all the same", most);
            }
        });
        check();
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        check();
    }

    private void check() {
        if (isStarted()) {
            doIt();
        }
    }

    private boolean doIt() {
        boolean first = done.compareAndSet(false, true);
        if (first) {
            context.removeFrameworkListener(this);
            work.run();
        }
        return first;
    }

    private boolean isStarted() {
        int highest = Stream.of(context.getBundles())
                .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
                .mapToInt(BootWait::level)
                .max()
                .orElse(0);
        FrameworkStartLevel framework =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class);
        return framework.getStartLevel() > highest;
    }

    private static int level(Bundle bundle) {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return level == null ? 0 : level.getStartLevel();
    }

    @Override
    public void close() {
        if (done.compareAndSet(false, true)) {
            context.removeFrameworkListener(this);
        }
    }
}
