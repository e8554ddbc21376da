package dev.talaria.deploy;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes FileInstall when something changes in {@code deploy/} or {@code etc/}, so that neither has to be polled fast:
 * a thread that sleeps until the system reports a change. File systems that report none (some network mounts) are left
 * to FileInstall's slow poll.
 */
@Component(
        immediate = true,
        service = {})
public final class DropWatch implements BundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(DropWatch.class);
    private static final int RETRIED = BundleEvent.RESOLVED | BundleEvent.UPDATED | BundleEvent.UNINSTALLED;

    private final BundleContext context;
    private final WatchService watcher = FileSystems.getDefault().newWatchService();
    private final List<Folder> folders = new ArrayList<>();
    private final Thread thread = new Thread(this::watch, "talaria-drop-watch");
    private volatile boolean open = true;
    /** Something happened to a bundle: another, which could not start before, may start now. */
    private volatile boolean bundlesChanged = true;

    private record Folder(Path path, WatchKey key, FileInstallThread install, Scans scans) {}

    @Activate
    public DropWatch(BundleContext context) throws IOException {
        this.context = context;
        add(Path.of(context.getProperty("karaf.base"), "deploy"));
        add(Path.of(context.getProperty("karaf.etc")));
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        context.addBundleListener(this);
    }

    private void add(Path path) throws IOException {
        Files.createDirectories(path);
        WatchKey key = path.register(
                watcher,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
        Scans scans = new Scans(file -> Archive.isNamedSo(file) && !Archive.isWhole(file));
        folders.add(new Folder(path, key, new FileInstallThread(path), scans));
    }

    @Deactivate
    void close() throws IOException {
        open = false;
        context.removeBundleListener(this);
        watcher.close();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if ((event.getType() & RETRIED) != 0) {
            bundlesChanged = true;
            thread.interrupt(); // it waits for files only
        }
    }

    private void watch() {
        while (open) {
            try {
                take();
            } catch (InterruptedException e) {
                LOG.trace("A bundle changed", e);
            } catch (ClosedWatchServiceException e) {
                return;
            }
            folders.forEach(this::work);
            bundlesChanged = false;
        }
    }

    /** Waits for a change of a file, or until there is something to do, and notes what changed. */
    private void take() throws InterruptedException {
        long now = System.nanoTime();
        long pause = folders.stream()
                .mapToLong(folder -> folder.scans().pause(now))
                .min()
                .orElse(Scans.NEVER);
        WatchKey key = watcher.poll(pause, TimeUnit.NANOSECONDS);
        if (key == null) {
            return;
        }
        for (Folder folder : folders) {
            if (folder.key().equals(key)) {
                for (WatchEvent<?> event : key.pollEvents()) {
                    // Of an overflow, which names no file, the folder itself counts as changed.
                    Path file =
                            event.context() instanceof Path name ? folder.path().resolve(name) : folder.path();
                    folder.scans().changed(file, System.nanoTime());
                }
            }
        }
        key.reset();
    }

    private void work(Folder folder) {
        Scans scans = folder.scans();
        long now = System.nanoTime();
        if (bundlesChanged) {
            scans.want(now);
        }
        for (Path file : scans.leftUnfinished(now)) {
            LOG.warn(
                    "{} is not a whole archive: it was cut off, or is still being copied. If nothing is copying it, copy"
                            + " it again.",
                    file);
        }
        if (scans.isDue(now)) {
            if (folder.install().wake()) {
                scans.scanned(now);
            } else {
                scans.postponed(now);
            }
        }
    }
}
