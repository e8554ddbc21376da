package dev.talaria.shell.attach;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Waits until the framework has started all bundles. At a start from the cache Karaf reports its boot features complete
 * before that, so that a turn which begins in between would miss tools. What tells is that the start level is beyond those
 * of all bundles; the framework's own property for it is of no use, since Karaf sets it to 1 and raises the level later.
 */
final class BundlesStarted {
    private BundlesStarted() {}

    /** @return whether they were within the time */
    static boolean await(BundleContext context, Duration most) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        FrameworkListener listener = event -> {
            if (isStarted(context)) {
                started.countDown();
            }
        };
        context.addFrameworkListener(listener);
        try {
            return isStarted(context) || started.await(most.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            context.removeFrameworkListener(listener);
        }
    }

    private static boolean isStarted(BundleContext context) {
        int highest = Stream.of(context.getBundles())
                .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
                .mapToInt(BundlesStarted::level)
                .max()
                .orElse(0);
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                        .adapt(FrameworkStartLevel.class)
                        .getStartLevel()
                > highest;
    }

    private static int level(Bundle bundle) {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return level == null ? 0 : level.getStartLevel();
    }
}
