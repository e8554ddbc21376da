package dev.talaria.sandbox.docker;

import dev.talaria.sandbox.support.WorkerThreads;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what an earlier life of Talaria left: stopped containers of this home that keep nothing. */
final class Orphans implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

    private final Thread thread;

    /** @param containers may fail; without a daemon there is nothing to do */
    Orphans(Supplier<Containers> containers) {
        thread = WorkerThreads.create("talaria-sandbox-docker-orphans", () -> remove(containers));
        thread.start();
    }

    private static void remove(Supplier<Containers> supplier) {
        try {
            Containers containers = supplier.get();
            for (Found found : containers.all()) {
                if (!found.persistent() && found.state().equals("exited")) {
                    containers.remove(found.id());
                    LOG.info("Removed the stopped container of the sandbox {}", found.sandbox());
                }
            }
        } catch (RuntimeException e) {
            LOG.debug("No look for containers that nobody needs", e);
        }
    }

    /** Waits for its end, which closing the daemon brings about. */
    @Override
    public void close() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
