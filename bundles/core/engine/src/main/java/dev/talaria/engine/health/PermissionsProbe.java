package dev.talaria.engine.health;

import dev.talaria.api.health.Health;
import dev.talaria.engine.home.TalariaHome;
import dev.talaria.spi.health.HealthProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether the home can be written, and by its owner alone. */
@Component
public final class PermissionsProbe implements HealthProbe {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path home;

    @Activate
    public PermissionsProbe(BundleContext context) {
        this(TalariaHome.of(context));
    }

    PermissionsProbe(Path home) {
        this.home = home;
    }

    @Override
    public String name() {
        return "permissions";
    }

    @Override
    public List<Health> check() throws IOException {
        List<Health> found = new ArrayList<>();
        if (!Files.isDirectory(home)) {
            return List.of(Health.down(home + " is no directory.", "Set TALARIA_HOME to one, and restart."));
        }
        for (Path folder : Stream.of("", "keys", "run").map(home::resolve).toList()) {
            if (Files.isDirectory(folder)) {
                check(folder, found);
            }
        }
        return found.isEmpty() ? List.of(Health.ok(home + " is its owner's alone.")) : found;
    }

    private static void check(Path folder, List<Health> found) throws IOException {
        if (!Files.isWritable(folder)) {
            found.add(Health.down(
                    folder + " cannot be written.",
                    "See that the disk is not mounted read-only and that the folder belongs to this user: chown"
                            + " -R \"$USER\" " + folder));
        }
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> others = EnumSet.copyOf(OWNER_ONLY);
        others.addAll(Files.getPosixFilePermissions(folder));
        others.removeAll(OWNER_ONLY);
        if (!others.isEmpty()) {
            found.add(Health.degraded(
                    "others than its owner may enter " + folder + " ("
                            + PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)) + ").",
                    "chmod 700 " + folder));
        }
    }
}
