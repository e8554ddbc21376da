package dev.talaria.sandbox.modal;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.sandbox.support.Answer;
import dev.talaria.sandbox.support.RemoteSandbox;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A sandbox that runs at Modal. */
final class ModalSandbox extends RemoteSandbox {
    private static final Logger LOG = LoggerFactory.getLogger(ModalSandbox.class);
    private static final String STATE = "/root/.talaria-sandbox";
    private static final String ENTER = """
            if [[ -n $1 ]]; then
                why=$(mkdir -p -- "$1" 2>&1 && cd -- "$1" 2>&1) || { printf 'error %s\\n' "${why##*: }"; exit; }
                cd -- "$1"
            fi
            printf 'ok %s\\n' "$(pwd -P)"
            """;

    private final SandboxSpec spec;
    private final String directory;
    private final String sandboxId;
    private final ControlPlane plane;
    private final Router router;
    private final ModalExec exec;
    private final Snapshots snapshots;
    private final Settings settings;
    private final Consumer<ModalSandbox> closed;
    private boolean ended;
    private boolean released;

    /** @param closed hears of its close */
    ModalSandbox(
            SandboxSpec spec, Settings settings, Machine machine, Snapshots snapshots, Consumer<ModalSandbox> closed) {
        super(spec.id(), STATE, machine.exec());
        this.spec = spec;
        this.settings = settings;
        this.sandboxId = machine.sandboxId();
        this.plane = machine.plane();
        this.router = machine.router();
        this.exec = machine.exec();
        this.snapshots = snapshots;
        this.closed = closed;
        prepare();
        directory = enter(settings.directory());
        exec.directory(directory);
        exec.unused();
    }

    /**
     * The running half of it.
     *
     * @param sandboxId at Modal
     */
    record Machine(String sandboxId, ControlPlane plane, Router router, ModalExec exec) {}

    /** The real name of where commands begin. */
    private String enter(String wanted) {
        try (Answer answer = Answer.of(exec, ENTER, List.of(wanted), null)) {
            if (answer.ok()) {
                answer.bytes();
                return answer.text();
            }
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "The directory " + wanted + " in the sandbox " + spec.id() + " cannot be made: " + answer.text()
                            + ".",
                    "Name another one: directory in dev.talaria.sandbox.modal.cfg.",
                    null);
        } catch (IOException e) {
            throw new SandboxException(
                    SandboxException.Code.LOST,
                    "The sandbox " + spec.id() + " broke off: " + e.getMessage(),
                    "Open it again.",
                    e);
        }
    }

    @Override
    public String directory() {
        return directory;
    }

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
            if (!spec.persistent()) {
                plane.terminate(sandboxId);
            } else if (settings.snapshotOnClose() && !ended && exec.used()) {
                snapshots.take(router);
            }
        } catch (SandboxException e) {
            if (e.code() == SandboxException.Code.LOST) {
                LOG.info("The sandbox {} gave no snapshot when it was closed: {}", spec.id(), e.getMessage());
                return;
            }
            LOG.warn("The sandbox {} was not closed well: {} {}", spec.id(), e.getMessage(), e.remedy());
        } catch (RuntimeException e) {
            LOG.warn("The sandbox {} was not closed well", spec.id(), e);
        } finally {
            router.close();
            closed.accept(this);
        }
    }
}
