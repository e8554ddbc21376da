package dev.talaria.sandbox.modal;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.support.RemoteSandbox;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A sandbox that runs at Modal. */
final class ModalSandbox extends RemoteSandbox {
    private static final Logger LOG = LoggerFactory.getLogger(ModalSandbox.class);
    private static final String STATE = "/root/.talaria-sandbox";

    private final String id;
    private final boolean persistent;
    private final String sandboxId;
    private final ControlPlane plane;
    private final Router router;
    private final ModalExec exec;
    private final Snapshots snapshots;
    private final boolean snapshotOnClose;
    private final Consumer<ModalSandbox> closed;
    private boolean ended;
    private boolean released;

    /** @param closed hears of its close */
    ModalSandbox(
            String id,
            boolean persistent,
            boolean snapshotOnClose,
            Machine machine,
            Snapshots snapshots,
            Consumer<ModalSandbox> closed) {
        super(id, STATE, machine.exec());
        this.id = id;
        this.persistent = persistent;
        this.snapshotOnClose = snapshotOnClose;
        this.sandboxId = machine.sandboxId();
        this.plane = machine.plane();
        this.router = machine.router();
        this.exec = machine.exec();
        this.snapshots = snapshots;
        this.closed = closed;
        prepare();
        exec.unused();
    }

    /**
     * The running half of it.
     *
     * @param sandboxId at Modal
     */
    record Machine(String sandboxId, ControlPlane plane, Router router, ModalExec exec) {}

    @Override
    public synchronized void suspend() {
        snapshots.take(router);
        plane.terminate(sandboxId);
        snapshots.forgetRunning();
        ended = true;
    }

    /** What runs there in the background goes on if it stays. */
    @Override
    protected synchronized void release() {
        if (released) {
            return;
        }
        released = true;
        try {
            if (!persistent) {
                plane.terminate(sandboxId);
            } else if (snapshotOnClose && !ended && exec.used()) {
                snapshots.take(router);
            }
        } catch (SandboxException e) {
            LOG.warn("The sandbox {} was not closed well: {} {}", id, e.getMessage(), e.remedy());
        } catch (RuntimeException e) {
            LOG.warn("The sandbox {} was not closed well", id, e);
        } finally {
            router.close();
            closed.accept(this);
        }
    }

    @Override
    public void remove() {
        plane.terminate(sandboxId);
        snapshots.remove();
    }
}
