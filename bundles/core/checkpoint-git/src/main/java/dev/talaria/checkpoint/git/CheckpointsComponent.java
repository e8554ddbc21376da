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
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The store as a service, with its configuration. */
@Component(configurationPid = "dev.talaria.checkpoint.git")
@Designate(ocd = CheckpointsComponent.Config.class)
public final class CheckpointsComponent implements CheckpointStore {

    /** Configuration of PID {@code dev.talaria.checkpoint.git}. */
    @ObjectClassDefinition(name = "Talaria checkpoints", description = "What is kept of workspaces, and how long.")
    public @interface Config {
        @AttributeDefinition(description = "A workspace with more files is not kept", min = "1")
        int maxFiles() default 50_000;

        @AttributeDefinition(description = "A larger file is left out, in megabytes", min = "1")
        int maxFileMegabytes() default 10;

        @AttributeDefinition(description = "Beyond it the oldest checkpoints go, in megabytes", min = "1")
        int maxStoreMegabytes() default 500;

        @AttributeDefinition(description = "Checkpoints of one workspace", min = "1")
        int maxCheckpoints() default 20;

        @AttributeDefinition(description = "After it a checkpoint goes, in days", min = "1")
        int retentionDays() default 7;
    }

    private final GitCheckpoints checkpoints;

    @Activate
    public CheckpointsComponent(BundleContext context, Config config) {
        Path userHome = Path.of(System.getProperty("user.home"));
        String home = context.getProperty("talaria.home");
        checkpoints = new GitCheckpoints(
                home == null || home.isBlank() ? userHome.resolve(".talaria") : Path.of(home),
                userHome,
                Clock.systemUTC());
        configure(config);
    }

    @Modified
    void configure(Config config) {
        checkpoints.configure(new Limits(
                config.maxFiles(),
                (long) config.maxFileMegabytes() << 20,
                (long) config.maxStoreMegabytes() << 20,
                config.maxCheckpoints(),
                Duration.ofDays(config.retentionDays())));
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
