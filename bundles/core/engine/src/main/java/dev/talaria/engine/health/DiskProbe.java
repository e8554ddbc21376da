package dev.talaria.engine.health;

import dev.talaria.api.health.Health;
import dev.talaria.engine.home.TalariaHome;
import dev.talaria.spi.health.HealthProbe;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether the disks of the home and of temporary files have room. */
@Component
public final class DiskProbe implements HealthProbe {
    private static final long MEGABYTE = 1_000_000;
    private static final long DOWN_BYTES = 100 * MEGABYTE;
    private static final long DEGRADED_PERCENT = 5;

    private final List<Path> folders;
    private final Disk disk;

    /** @param usable bytes that this user may still write */
    record Space(long usable, long total) {}

    /** Tells the space of the disk that a folder is on. */
    interface Disk {
        Space of(Path folder) throws IOException;
    }

    @Activate
    public DiskProbe(BundleContext context) {
        this(List.of(TalariaHome.of(context), Path.of(System.getProperty("java.io.tmpdir"))), DiskProbe::space);
    }

    DiskProbe(List<Path> folders, Disk disk) {
        this.folders = folders;
        this.disk = disk;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public List<Health> check() throws IOException {
        List<Health> found = new ArrayList<>();
        for (Path folder : folders) {
            found.add(judged(folder, disk.of(folder)));
        }
        return found;
    }

    private static Health judged(Path folder, Space space) {
        long percent = space.total() == 0 ? 100 : space.usable() * 100 / space.total();
        String cause = folder + ": " + space.usable() / MEGABYTE + " MB free, " + percent + " %.";
        String remedy = "Free some space on that disk: logs/, cache/ and checkpoints/ may be emptied.";
        if (space.usable() < DOWN_BYTES) {
            return Health.down(cause, remedy);
        }
        return percent < DEGRADED_PERCENT ? Health.degraded(cause, remedy) : Health.ok(cause);
    }

    private static Space space(Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        return new Space(store.getUsableSpace(), store.getTotalSpace());
    }
}
