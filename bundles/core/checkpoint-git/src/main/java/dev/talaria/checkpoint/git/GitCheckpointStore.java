package dev.talaria.checkpoint.git;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.Checkpoints.Restored;
import dev.talaria.spi.checkpoint.CheckpointStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Checkpoints under {@code talaria.home} as a service. Nothing is created before the first one is taken. */
@Component(service = CheckpointStore.class, configurationPid = "dev.talaria.checkpoint.git")
@Designate(ocd = GitCheckpointStore.Config.class)
public final class GitCheckpointStore implements CheckpointStore {
    private final GitCheckpoints checkpoints;

    /** Limits of checkpoints. */
    @ObjectClassDefinition(name = "Talaria checkpoints in git", description = "What is kept, and for how long.")
    public @interface Config {
        @AttributeDefinition(
                description =
                        "Files of one workspace; of one with more, no checkpoint is taken. Counts from the next turn.")
        int maxFiles() default Limits.DEFAULT_FILES;

        @AttributeDefinition(
                description =
                        "Larger files are left out, in MB (1,000,000 bytes; at most 1000). Counts from the next turn.")
        long maxFileMb() default Limits.DEFAULT_FILE_MB;

        @AttributeDefinition(
                description = "Size of the whole store, and of the files of one workspace, in MB; beyond it the oldest"
                        + " checkpoints go. Counts from the next turn.")
        long maxStoreMb() default Limits.DEFAULT_STORE_MB;

        @AttributeDefinition(
                description = "Checkpoints of one workspace; beyond it the oldest go. Counts from the next turn.")
        int maxSnapshots() default Limits.DEFAULT_SNAPSHOTS;

        @AttributeDefinition(description = "How long a checkpoint is kept, in days. Counts from the next turn.")
        long retentionDays() default Limits.DEFAULT_RETENTION_DAYS;

        @AttributeDefinition(
                description = "How long freeing space may hold up a checkpoint, in ms. Counts from the next turn.")
        long collectionMs() default Limits.DEFAULT_COLLECTION_MS;
    }

    @Activate
    public GitCheckpointStore(BundleContext context, Config config) {
        String configured = context.getProperty("talaria.home");
        Path userHome = Path.of(System.getProperty("user.home"));
        Path home = configured == null || configured.isBlank() ? userHome.resolve(".talaria") : Path.of(configured);
        checkpoints = new GitCheckpoints(home, userHome, limits(config), Clock.systemUTC());
    }

    private static Limits limits(Config config) {
        return new Limits(
                config.maxFiles(),
                Math.multiplyExact(config.maxFileMb(), Limits.MEGABYTE),
                Math.multiplyExact(config.maxStoreMb(), Limits.MEGABYTE),
                config.maxSnapshots(),
                Duration.ofDays(config.retentionDays()),
                Duration.ofMillis(config.collectionMs()));
    }

    @Modified
    void modified(Config config) {
        checkpoints.limit(limits(config));
    }

    @Deactivate
    void deactivate() {
        checkpoints.close();
    }

    @Override
    public Checkpoint take(String workspace, String reason, Cancellation cancellation) {
        return checkpoints.take(workspace, reason, cancellation);
    }

    @Override
    public List<Checkpoint> list(Optional<String> workspace) {
        return checkpoints.list(workspace);
    }

    @Override
    public String diff(String id) {
        return checkpoints.diff(id);
    }

    @Override
    public Restored restore(String id, Optional<String> path) {
        return checkpoints.restore(id, path);
    }
}
