package dev.talaria.sandbox.docker;

import dev.talaria.sandbox.support.RemoteSandbox;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One container. */
final class DockerSandbox extends RemoteSandbox {
    private static final Logger LOG = LoggerFactory.getLogger(DockerSandbox.class);
    /** In the container's own layer: what it keeps of processes ends with the container. */
    static final String STATE = "/var/lib/talaria";

    private final Containers containers;
    private final String container;
    private final Storage storage;
    private final boolean persistent;
    private final Consumer<DockerSandbox> closed;

    DockerSandbox(
            Containers containers,
            String container,
            InsideUser user,
            Storage storage,
            boolean persistent,
            Consumer<DockerSandbox> closed) {
        super(storage.sandbox(), STATE, new DockerExec(containers.daemon(), container, user.forExec()));
        this.containers = containers;
        this.container = container;
        this.storage = storage;
        this.persistent = persistent;
        this.closed = closed;
    }

    void prepareState() {
        prepare();
    }

    String id() {
        return storage.sandbox();
    }

    String container() {
        return container;
    }

    @Override
    public String directory() {
        return Storage.WORKSPACE;
    }

    @Override
    public void suspend() {
        containers.stop(container);
    }

    @Override
    protected void release() {
        try {
            if (!persistent) {
                containers.remove(container);
            }
        } catch (RuntimeException e) {
            LOG.warn("The container {} of {} is left: {}", container, storage.sandbox(), e.getMessage());
        } finally {
            closed.accept(this);
        }
    }
}
