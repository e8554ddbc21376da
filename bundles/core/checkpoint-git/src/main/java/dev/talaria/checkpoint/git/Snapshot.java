package dev.talaria.checkpoint.git;

import dev.talaria.api.base.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;

/**
 * Puts a workspace into the store as a tree, byte for byte: no filter, no conversion of line ends. An index beside the
 * store remembers sizes and times, so that only what has changed is read.
 */
final class Snapshot {
    private final Repository repository;
    private final Path index;
    private final Limits limits;

    Snapshot(Repository repository, Path index, Limits limits) {
        this.repository = repository;
        this.index = index;
        this.limits = limits;
    }

    /** @param leftOut files that are not in it for their size */
    record Taken(ObjectId tree, int leftOut) {}

    Taken take(Path workspace, Cancellation cancellation) throws IOException {
        WorkspaceWalk walk = WorkspaceWalk.of(workspace, limits, cancellation);
        Files.createDirectories(index.getParent());
        // This process alone owns the store: a lock file is what a crash left.
        Files.deleteIfExists(index.resolveSibling(index.getFileName() + ".lock"));
        DirCache cache = lock();
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            Instant indexed =
                    Files.exists(index) ? Files.getLastModifiedTime(index).toInstant() : Instant.MIN;
            DirCacheBuilder builder = cache.builder();
            int leftOut = walk.leftOut();
            for (WorkspaceWalk.Found found : walk.found()) {
                cancellation.throwIfCancelled();
                if (!add(found, cache, indexed, builder, inserter)) {
                    leftOut++;
                }
            }
            builder.finish();
            ObjectId tree = cache.writeTree(inserter);
            inserter.flush();
            cache.write();
            if (!cache.commit()) {
                throw new IOException("the index " + index + " cannot be written");
            }
            return new Taken(tree, leftOut);
        } finally {
            cache.unlock();
        }
    }

    /** The index only saves work: a broken one is begun anew. */
    private DirCache lock() throws IOException {
        try {
            return DirCache.lock(index.toFile(), FS.DETECTED);
        } catch (IOException e) {
            Files.deleteIfExists(index);
            Files.deleteIfExists(index.resolveSibling(index.getFileName() + ".lock"));
            return DirCache.lock(index.toFile(), FS.DETECTED);
        }
    }

    /** @return false for a file that vanished or has a name that git cannot hold */
    private static boolean add(
            WorkspaceWalk.Found found,
            DirCache old,
            Instant indexed,
            DirCacheBuilder builder,
            ObjectInserter inserter) {
        try {
            DirCacheEntry entry = new DirCacheEntry(found.path());
            Instant modified = found.attributes().lastModifiedTime().toInstant();
            entry.setLastModified(modified);
            entry.setLength(found.attributes().size());
            entry.setFileMode(mode(found));
            DirCacheEntry before = old.getEntry(found.path());
            // What was changed as late as the index itself may have changed once more since.
            boolean same = before != null
                    && before.getLength() == entry.getLength()
                    && before.getLastModifiedInstant().equals(entry.getLastModifiedInstant())
                    && before.getFileMode().equals(entry.getFileMode())
                    && modified.isBefore(indexed.minusSeconds(2));
            entry.setObjectId(same ? before.getObjectId() : insert(found, inserter));
            builder.add(entry);
            return true;
        } catch (InvalidPathException | IOException e) {
            return false;
        }
    }

    private static FileMode mode(WorkspaceWalk.Found found) {
        if (found.attributes().isSymbolicLink()) {
            return FileMode.SYMLINK;
        }
        return Files.isExecutable(found.file()) ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE;
    }

    private static ObjectId insert(WorkspaceWalk.Found found, ObjectInserter inserter) throws IOException {
        byte[] content;
        if (found.attributes().isSymbolicLink()) {
            content = Files.readSymbolicLink(found.file()).toString().getBytes(StandardCharsets.UTF_8);
        } else {
            try (InputStream in = Files.newInputStream(found.file(), LinkOption.NOFOLLOW_LINKS)) {
                content = in.readAllBytes();
            }
        }
        return inserter.insert(Constants.OBJ_BLOB, content);
    }
}
