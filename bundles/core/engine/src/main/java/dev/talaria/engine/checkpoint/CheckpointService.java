package dev.talaria.engine.checkpoint;

import dev.talaria.api.audit.Audit;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.CheckpointException;
import dev.talaria.api.checkpoint.Checkpoints;
import dev.talaria.spi.checkpoint.CheckpointStore;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checkpoints, as long as a store for them is here. */
@Component(service = {Checkpoints.class, CheckpointService.class})
public final class CheckpointService implements Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointService.class);

    private volatile @Nullable CheckpointStore store;
    private volatile @Nullable Audit audit;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindStore(CheckpointStore value) {
        store = value;
    }

    void unbindStore(CheckpointStore value) {
        if (store == value) {
            store = null;
        }
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public void bindAudit(Audit value) {
        audit = value;
    }

    void unbindAudit(Audit value) {
        if (audit == value) {
            audit = null;
        }
    }

    /**
     * Keeps the workspace before it is changed. Never throws: a turn goes on without.
     *
     * @return why there is none; empty if there is one, or no bundle keeps any
     */
    public String before(String workspace, String reason, Cancellation cancellation) {
        CheckpointStore present = store;
        if (present == null) {
            return "";
        }
        try {
            present.take(workspace, reason, cancellation);
            return "";
        } catch (CheckpointException e) {
            LOG.info("No checkpoint of {}: {}", workspace, e.getMessage());
            return e.getMessage();
        } catch (RuntimeException e) {
            LOG.warn("No checkpoint of {}", workspace, e);
            return "the store failed: " + e;
        }
    }

    @Override
    public List<Checkpoint> list(Optional<String> workspace) {
        return present().list(workspace);
    }

    @Override
    public String diff(String id) {
        return present().diff(id);
    }

    @Override
    public Restored restore(String id, Optional<String> path) {
        String object = id + path.map(file -> " " + file).orElse("");
        try {
            Restored restored = present().restore(id, path);
            audited(object, "ok");
            return restored;
        } catch (CheckpointException e) {
            audited(object, String.valueOf(e.code()));
            throw e;
        }
    }

    private void audited(String object, String outcome) {
        Audit present = audit;
        if (present != null) {
            present.record("checkpoint.restore", object, outcome);
        }
    }

    private CheckpointStore present() {
        CheckpointStore present = store;
        if (present == null) {
            throw new CheckpointException(
                    CheckpointException.Code.NO_STORE,
                    "Nothing here keeps checkpoints.",
                    "Install it: feature:install talaria-checkpoint-git",
                    null);
        }
        return present;
    }
}
