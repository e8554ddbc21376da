package dev.talaria.checkpoint.git;

import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Snapshots as trees of git, and back. */
final class Trees {
    private Trees() {}

    /** A file of a checkpoint. */
    record File(FileMode mode, ObjectId content) {
        boolean isSame(Entry entry) {
            return mode.equals(entry.mode()) && content.equals(entry.content());
        }
    }

    static ObjectId write(Snapshot snapshot, ObjectInserter inserter) throws IOException {
        DirCache cache = DirCache.newInCore();
        DirCacheBuilder builder = cache.builder();
        for (Entry entry : snapshot.entries().values()) {
            DirCacheEntry line = new DirCacheEntry(entry.path());
            line.setFileMode(entry.mode());
            line.setObjectId(entry.content());
            builder.add(line);
        }
        builder.finish();
        return cache.writeTree(inserter);
    }

    /** @throws IllegalArgumentException if the tree holds what no checkpoint does: that must not be written out */
    static SortedMap<String, File> read(Repository repository, ObjectId tree) throws IOException {
        SortedMap<String, File> files = new TreeMap<>();
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                String path = walk.getPathString();
                Names.steps(path);
                FileMode mode = walk.getFileMode();
                if (!isKept(mode) || files.put(path, new File(mode, walk.getObjectId(0))) != null) {
                    throw new IllegalArgumentException("Not a file of a workspace: " + path + " (" + mode + ")");
                }
            }
        }
        return files;
    }

    private static boolean isKept(FileMode mode) {
        return mode.equals(FileMode.REGULAR_FILE)
                || mode.equals(FileMode.EXECUTABLE_FILE)
                || mode.equals(FileMode.SYMLINK);
    }

    /** No file is larger than the limit that held when it was kept, so that each fits into memory. */
    static byte[] content(Repository repository, ObjectId id) throws IOException {
        return repository.open(id).getBytes(Integer.MAX_VALUE);
    }
}
