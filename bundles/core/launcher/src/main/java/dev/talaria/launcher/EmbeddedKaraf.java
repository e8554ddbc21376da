package dev.talaria.launcher;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.main.Main;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/** One run of the framework in this process, from launch to the last bundle's stop. */
final class EmbeddedKaraf {
    private static final int EXIT_FAILED = 1;
    private static final int START_TIMEOUT_SECONDS = 60;
    private static final int STOP_TIMEOUT_SECONDS = 30;
    /** After a System.exit: if a bundle called it in its activation, no bundle of its level can stop any more. */
    private static final int EXIT_TIMEOUT_SECONDS = 5;

    private static final int POLL_MS = 100;

    private final Main karaf = new Main(new String[0]);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final ExitNote exitNote;
    private volatile int exitCode;

    EmbeddedKaraf(ExitNote exitNote) {
        this.exitNote = exitNote;
    }

    /** Blocks until the framework has stopped and says with what code the process should exit. */
    int run() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAtExit, "talaria-shutdown"));
        try {
            karaf.launch();
            daemon(this::watchStart).start();
            karaf.awaitShutdown();
            // No destroy(): it would only close class loaders, and waits a second for Karaf's lock monitor.
            return exitCode;
        } catch (Exception e) {
            System.err.println("talaria: the framework failed: " + e);
            return EXIT_FAILED;
        } finally {
            finished.countDown();
        }
    }

    /**
     * Nobody could ever reach an instance that cannot start its bundles. The shell bundle, which shares no class with the
     * launcher, sets {@code talaria.ready} when clients can attach, or {@code talaria.failed} to why they cannot.
     */
    private void watchStart() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_TIMEOUT_SECONDS);
        try {
            while (System.getProperty("talaria.ready") == null) {
                String failed = System.getProperty("talaria.failed");
                if (failed == null && System.nanoTime() > deadline) {
                    failed = "not started within " + START_TIMEOUT_SECONDS + " s. The reason stands in "
                            + System.getProperty("karaf.log") + "/talaria.log";
                }
                if (failed != null) {
                    System.err.println("talaria: " + failed);
                    exitCode = EXIT_FAILED;
                    stop(STOP_TIMEOUT_SECONDS);
                    return;
                }
                if (finished.await(POLL_MS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "talaria-start-watch");
        thread.setDaemon(true);
        return thread;
    }

    /** On SIGINT, SIGTERM, SIGHUP and System.exit the JVM comes here, and ends when this returns. */
    private void stopAtExit() {
        boolean wanted = exitNote.write(karaf.getFramework());
        stop(wanted ? STOP_TIMEOUT_SECONDS : EXIT_TIMEOUT_SECONDS);
    }

    private void stop(int timeoutSeconds) {
        Framework framework = karaf.getFramework();
        if (framework == null || finished.getCount() == 0) {
            return;
        }
        try {
            framework.stop();
            if (!finished.await(timeoutSeconds, TimeUnit.SECONDS)) {
                System.err.println("talaria: the framework did not stop within " + timeoutSeconds + " s");
            }
        } catch (BundleException e) {
            System.err.println("talaria: the framework cannot be stopped: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
