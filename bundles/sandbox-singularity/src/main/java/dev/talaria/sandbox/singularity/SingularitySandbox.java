package dev.talaria.sandbox.singularity;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.support.RemoteSandbox;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An instance as a sandbox. */
final class SingularitySandbox extends RemoteSandbox {
    private static final Logger LOG = LoggerFactory.getLogger(SingularitySandbox.class);

    private final Instance instance;
    private final Box box;
    private final boolean persistent;
    private final InstanceExec exec;
    private final Consumer<SingularitySandbox> onClose;

    SingularitySandbox(
            String id,
            Instance instance,
            Box box,
            boolean persistent,
            InstanceExec exec,
            Consumer<SingularitySandbox> onClose) {
        super(id, Instance.STATE, exec);
        this.instance = instance;
        this.box = box;
        this.persistent = persistent;
        this.exec = exec;
        this.onClose = onClose;
    }

    /** Looks whether the image has what is needed. */
    void begin() {
        prepare();
    }

    @Override
    public void suspend() {
        if (instance.isAlive()) {
            instance.stop();
        }
    }

    @Override
    public void remove() {
        suspend();
        box.delete();
    }

    @Override
    protected void release() {
        exec.close();
        onClose.accept(this);
        if (persistent) {
            return;
        }
        try {
            remove();
        } catch (SandboxException e) {
            LOG.warn("Something of a closed sandbox is left. {}", e.shown());
        }
    }
}
