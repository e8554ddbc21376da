package dev.talaria.sandbox.ssh;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.support.WorkerThreads;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one host. A server lets each have some sessions at once (10, if its operator says nothing): when all
 * are taken another connection is made, up to a limit, and then callers wait. The last session of each connection is kept
 * for short work, so that what runs for ever in all others can still be stopped.
 */
final class LinkPool implements AutoCloseable {
    private static final long REFUSED_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long IDLE_SECONDS = 60;

    private final SshSettings settings;
    private final Supplier<SshLink> dialer;
    private final ScheduledExecutorService timer;
    private final List<SshLink> links = new ArrayList<>();
    private int dialing;
    private int waiting;
    private long failures;
    private @Nullable SandboxException failure;
    private boolean closed;

    /** @param dialer makes a connection; may take its time */
    LinkPool(SshSettings settings, Supplier<SshLink> dialer, ScheduledExecutorService timer) {
        this.settings = settings;
        this.dialer = dialer;
        this.timer = timer;
        timer.scheduleWithFixedDelay(this::closeIdle, IDLE_SECONDS, IDLE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * A connection with room for one session, which is taken. To be given back.
     *
     * @param command whether it is for a command that may run long
     */
    SshLink take(boolean command) {
        long end = System.nanoTime() + settings.patience().toNanos();
        while (true) {
            Optional<SshLink> link = takeOrWait(command, end);
            if (link.isPresent()) {
                return link.get();
            }
            dial();
        }
    }

    /** Empty: the caller shall make a connection. */
    private synchronized Optional<SshLink> takeOrWait(boolean command, long end) {
        long failuresBefore = failures;
        waiting++;
        try {
            while (true) {
                refuseIfClosed();
                links.removeIf(link -> !link.isAlive());
                Optional<SshLink> free = links.stream()
                        .filter(link -> hasRoom(link, command))
                        .min(Comparator.comparingInt(link -> link.inUse));
                if (free.isPresent()) {
                    free.get().inUse++;
                    return free;
                }
                SandboxException failed = failure;
                if (failed != null && failures != failuresBefore && links.isEmpty()) {
                    throw failed;
                }
                if (links.size() + dialing < settings.connections() && waiting + dialing > dialing * room(true)) {
                    dialing++;
                    return free;
                }
                awaitChange(end);
            }
        } finally {
            waiting--;
        }
    }

    private void awaitChange(long end) {
        long left = end - System.nanoTime();
        if (left <= 0) {
            throw Trouble.busy(settings.target(), settings.patience().toSeconds());
        }
        try {
            wait(Math.min(TimeUnit.NANOSECONDS.toMillis(REFUSED_NANOS), left / 1_000_000 + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Trouble.lost(settings.target(), e);
        }
    }

    private boolean hasRoom(SshLink link, boolean command) {
        if (link.full && System.nanoTime() - link.fullUntil < 0) {
            return false;
        }
        return link.inUse < room(command);
    }

    private int room(boolean command) {
        return command && settings.sessions() > 1 ? settings.sessions() - 1 : settings.sessions();
    }

    private void dial() {
        SshLink made = null;
        SandboxException failed = null;
        try {
            made = dialOnItsOwn();
        } catch (SandboxException e) {
            failed = e;
        } finally {
            added(Optional.ofNullable(made), Optional.ofNullable(failed));
        }
        if (failed != null) {
            throw failed;
        }
    }

    private void added(Optional<SshLink> made, Optional<SandboxException> failed) {
        boolean late;
        synchronized (this) {
            dialing--;
            late = closed;
            if (!late) {
                made.ifPresent(links::add);
            }
            failed.ifPresent(e -> {
                failure = e;
                failures++;
            });
            notifyAll();
        }
        if (late) {
            made.ifPresent(SshLink::close);
        }
    }

    /** SSHJ's threads inherit from the one that makes the connection: not the caller's class loaders. */
    private SshLink dialOnItsOwn() {
        FutureTask<SshLink> task = new FutureTask<>(dialer::get);
        WorkerThreads.create("talaria-ssh-dial", task).start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Trouble.lost(settings.target(), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SandboxException failed) {
                throw failed;
            }
            refuseIfClosed();
            throw new IllegalStateException(e.getCause());
        }
    }

    /** One session of it is over. */
    synchronized void giveBack(SshLink link) {
        link.inUse--;
        link.full = false;
        link.idleSince = System.nanoTime();
        notifyAll();
    }

    /**
     * The server refused a session that was given back.
     *
     * @return false if there was no other, so that waiting is of no use
     */
    synchronized boolean refused(SshLink link) {
        link.full = true;
        link.fullUntil = System.nanoTime() + REFUSED_NANOS;
        return link.inUse > 0;
    }

    /** Connections that nobody needed for a while, but for the first. */
    private void closeIdle() {
        List<SshLink> idle = new ArrayList<>();
        synchronized (this) {
            long before = System.nanoTime() - TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
            for (int i = links.size() - 1; i > 0; i--) {
                if (links.get(i).inUse == 0 && links.get(i).idleSince - before < 0) {
                    idle.add(links.remove(i));
                }
            }
        }
        idle.forEach(SshLink::close);
    }

    /** How many connections there are. */
    synchronized int size() {
        return links.size();
    }

    private synchronized void refuseIfClosed() {
        if (closed) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "The connections to " + settings.target() + " are closed.",
                    "Open the sandbox again.",
                    null);
        }
    }

    @Override
    public void close() {
        List<SshLink> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(links);
            links.clear();
            notifyAll();
        }
        left.forEach(SshLink::close);
        timer.shutdownNow();
    }
}
