package dev.talaria.sandbox.singularity;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.support.Exec;
import dev.talaria.sandbox.support.RemoteSandbox;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An instance as a sandbox. */
final class SingularitySandbox extends RemoteSandbox {
    private static final Logger LOG = LoggerFactory.getLogger(SingularitySandbox.class);

    private static final String FAREWELL = "kill -TERM -1 2>/dev/null; for ((i = 0; i < 20; i++)); do"
            + " p=(/proc/[0-9]*); ((${#p[@]} > 2)) || break; sleep 0.05; done";

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
    public String directory() {
        return Instance.WORKSPACE;
    }

    /** What runs in it may clean up for a second. */
    @Override
    public void suspend() {
        if (!instance.isAlive()) {
            return;
        }
        Exec.Launch farewell =
                new Exec.Launch(List.of("bash", "--noprofile", "--norc", "-c", FAREWELL), Map.of(), false, false, 0, 0);
        try (Exec.Channel channel = exec.start(farewell)) {
            channel.output().readAllBytes();
        } catch (IOException | SandboxException e) {
            LOG.debug("the processes of {} could not be told of their end", instance.name(), e);
        }
        instance.stop();
    }

    @Override
    protected void release() {
        exec.close();
        onClose.accept(this);
        if (persistent) {
            return;
        }
        try {
            if (instance.isAlive()) {
                instance.stop();
            }
            box.delete();
        } catch (SandboxException e) {
            LOG.warn("Something of a closed sandbox is left. {}", e.shown());
        }
    }
}
