package dev.talaria.sandbox.modal;

import dev.talaria.api.sandbox.SandboxException;
import io.grpc.StatusRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the files of one sandbox as an image at Modal, of which the last one counts. */
final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);

    private final String id;
    private final KeptState kept;
    private final ControlPlane plane;
    private final Settings settings;

    Snapshots(String id, KeptState kept, ControlPlane plane, Settings settings) {
        this.id = id;
        this.kept = kept;
        this.plane = plane;
        this.settings = settings;
    }

    /**
     * Makes one, and deletes the one before.
     *
     * @throws SandboxException if there is none then; the one before stays
     */
    void take(Router router) {
        KeptState.Entry before = kept.read(id);
        String image;
        try {
            image = router.snapshot(settings.snapshotTime(), settings.snapshotLife());
        } catch (StatusRuntimeException e) {
            throw Failures.of(e, plane.account(), "make a snapshot of the sandbox");
        }
        kept.write(id, new KeptState.Entry(before.sandboxId(), image, before.settings()));
        delete(before.image());
    }

    /** The running sandbox is no more. */
    void forgetRunning() {
        KeptState.Entry before = kept.read(id);
        kept.write(id, new KeptState.Entry("", before.image(), ""));
    }

    /** Forgets all, the last snapshot too. */
    void remove() {
        String image = kept.read(id).image();
        if (!image.isEmpty()) {
            plane.deleteImage(image);
        }
        kept.remove(id);
    }

    private void delete(String image) {
        if (image.isEmpty()) {
            return;
        }
        try {
            plane.deleteImage(image);
        } catch (SandboxException e) {
            LOG.info("An old snapshot, {}, stays at Modal until its time is over: {}", image, e.getMessage());
        }
    }
}
