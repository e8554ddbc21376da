package dev.talaria.engine.sandbox;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.spi.sandbox.SandboxProvider;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One sandbox that is open or about to be, and who uses it. The first who needs it opens it, the others wait. Once
 * closed it stays closed: the registry makes another. Thread-safe.
 */
final class OpenSandbox {
    private final SandboxProvider provider;
    private final SandboxSpec spec;
    private final Clock clock;
    private final CancellationSource closing = new CancellationSource();
    /** Held while it is opened or closed, which may take minutes. */
    private final ReentrantLock gate = new ReentrantLock();

    private volatile @Nullable Sandbox sandbox;
    private boolean closed;
    private int users;
    private Instant since;
    private Instant used;

    OpenSandbox(SandboxProvider provider, SandboxSpec spec, Clock clock) {
        this.provider = provider;
        this.spec = spec;
        this.clock = clock;
        this.since = clock.instant();
        this.used = since;
    }

    SandboxProvider provider() {
        return provider;
    }

    SandboxSpec spec() {
        return spec;
    }

    /** Counts a user in, who must {@link #leave}. False if it is closed. */
    synchronized boolean enter() {
        if (closed) {
            return false;
        }
        users++;
        return true;
    }

    synchronized void leave() {
        users--;
        used = clock.instant();
    }

    synchronized int users() {
        return users;
    }

    synchronized Instant since() {
        return since;
    }

    synchronized Instant used() {
        return users > 0 ? clock.instant() : used;
    }

    boolean isOpen() {
        return sandbox != null;
    }

    /** For whoever has entered. */
    Sandbox sandbox(Consumer<String> progress, Cancellation cancellation) {
        Sandbox open = sandbox;
        if (open != null) {
            return open;
        }
        gate.lock();
        try (CancellationSource opening = new CancellationSource(cancellation);
                var registration = closing.onCancel(() -> opening.cancel(closing.reason()))) {
            opening.throwIfCancelled();
            open = sandbox;
            if (open == null) {
                open = provider.open(spec, progress, opening);
                synchronized (this) {
                    since = clock.instant();
                }
                sandbox = open;
            }
            return open;
        } finally {
            gate.unlock();
        }
    }

    /** Puts it aside, and nobody enters it again, unless somebody uses it. */
    boolean putAsideIfUnused() {
        synchronized (this) {
            if (users > 0 || closed) {
                return false;
            }
            closed = true;
        }
        suspend();
        return true;
    }

    /** Closes it, whoever uses it. Idempotent. */
    void close(String why) {
        synchronized (this) {
            closed = true;
        }
        closing.cancel(why);
        gate.lock();
        try {
            Sandbox open = sandbox;
            sandbox = null;
            if (open != null) {
                open.close();
            }
        } finally {
            gate.unlock();
        }
    }

    /** Puts it aside where its kind can, then closes it. */
    void suspend() {
        try {
            Sandbox open = sandbox;
            if (open != null && spec.persistent() && provider.capabilities().suspend()) {
                open.suspend();
            }
        } finally {
            close("it was put aside");
        }
    }

    /** Whether a command in the background goes on in it. One that cannot be asked counts as none. */
    boolean worksOn() {
        Sandbox open = sandbox;
        if (open == null) {
            return false;
        }
        try {
            for (DetachedCommand command : open.detached()) {
                if (command.ended().isEmpty()) {
                    return true;
                }
            }
        } catch (IOException | SandboxException e) {
            return false;
        }
        return false;
    }
}
