package dev.talaria.store.sqlite;

import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoreException.Code;
import dev.talaria.spi.store.StoreCare.Backup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies a store that is in use. First the database, which is the state of one moment; then the blobs: what that moment
 * names was there before it. The folder gets its name last, so that a half backup is never taken for one.
 */
final class StoreBackup {
    private static final Logger LOG = LoggerFactory.getLogger(StoreBackup.class);

    private StoreBackup() {}

    static Backup write(SqliteStore store, FileBlobStore blobs, Path folder) {
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(target + " is there already", "Name a folder that does not exist: nothing is overwritten.");
        }
        if (target.getParent() == null || !Files.isDirectory(target.getParent())) {
            throw refused(target.getParent() + " is no folder", "Create it first, or name another place.");
        }
        Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        try {
            remove(unfinished);
            Folders.ownerOnly(unfinished);
            Backup written = copy(store, blobs, unfinished, target);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            Folders.sync(target.getParent());
            return written;
        } catch (IOException e) {
            throw Folders.failed(unfinished, "cannot be written", e);
        } finally {
            removeQuietly(unfinished);
        }
    }

    /** Half a backup must not keep a disk full. */
    private static void removeQuietly(Path unfinished) {
        try {
            remove(unfinished);
        } catch (IOException e) {
            LOG.warn("{} could not be removed; delete it", unfinished, e);
        }
    }

    private static Backup copy(SqliteStore store, FileBlobStore blobs, Path to, Path target) throws IOException {
        Path file = Folders.ownerOnly(to.resolve("store")).resolve(SqliteStore.FILE);
        store.read(open -> open.update("VACUUM INTO ?", file.toString()));
        Folders.syncFile(file);
        Folders.sync(file.getParent());
        long bytes = Files.size(file);
        FileBlobStore copies = FileBlobStore.open(Folders.ownerOnly(to.resolve("blobs")));
        List<String> hashes = blobs.hashes();
        long copied = 0;
        for (String hash : hashes) {
            // Through put: a damaged blob ends the backup with its name, and each copy is synced.
            byte[] blob = blobs.get(hash).orElse(null);
            if (blob != null) {
                copies.put(blob);
                bytes += blob.length;
                copied++;
            }
        }
        Folders.sync(to);
        return new Backup(target, bytes, copied);
    }

    private static void remove(Path unfinished) throws IOException {
        if (!Files.exists(unfinished, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(unfinished)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static StoreException refused(String what, String remedy) {
        return new StoreException(Code.IO, what, remedy, null);
    }
}
