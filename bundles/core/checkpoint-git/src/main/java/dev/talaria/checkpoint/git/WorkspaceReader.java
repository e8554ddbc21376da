package dev.talaria.checkpoint.git;

import dev.talaria.api.base.Cancellation;
import dev.talaria.checkpoint.git.LeftOut.Why;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * One walk over a workspace. Every directory is opened from its parent and never through a link, so that a directory
 * which is swapped for a link meanwhile leads nowhere. Left out are ignored files (the workspace's {@code .gitignore}
 * files decide; what git tracks although it is ignored is left out too), everything called {@code .git}, and what
 * {@link LeftOut} counts. Empty directories are not kept. What vanishes meanwhile was never there.
 */
final class WorkspaceReader {
    /** The coarsest clock of a common file system. */
    private static final long RESOLUTION_MILLIS = 2_000;

    /** Every level holds a file open. */
    private static final int MOST_LEVELS = 128;

    private final Path root;
    private final Map<String, Entry> known;
    private final Content content;
    private final Limits limits;
    private final Cancellation cancellation;
    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final LeftOut leftOut = new LeftOut();
    private final long started = System.currentTimeMillis();
    private int readAgain;
    private long bytes;

    WorkspaceReader(Path root, Map<String, Entry> known, Content content, Limits limits, Cancellation cancellation) {
        this.root = root;
        this.known = known;
        this.content = content;
        this.limits = limits;
        this.cancellation = cancellation;
    }

    Snapshot read() throws IOException {
        try (SecureDirectoryStream<Path> top = Folder.open(root)) {
            walk(top, "", IgnoreRules.none(), 0);
        }
        return new Snapshot(entries, leftOut.toString(), readAgain, started);
    }

    private void walk(SecureDirectoryStream<Path> folder, String prefix, IgnoreRules outer, int level)
            throws IOException {
        List<Path> names = names(folder);
        IgnoreRules rules = rules(folder, names, prefix, outer);
        for (Path name : names) {
            cancellation.throwIfCancelled();
            try {
                visit(folder, name, prefix, rules, level);
            } catch (NoSuchFileException e) {
                // It vanished since the directory was read.
            }
        }
    }

    private List<Path> names(SecureDirectoryStream<Path> folder) throws IOException {
        List<Path> names = new ArrayList<>();
        try {
            for (Path path : folder) {
                names.add(path.getFileName());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    private IgnoreRules rules(SecureDirectoryStream<Path> folder, List<Path> names, String prefix, IgnoreRules outer) {
        Path file = Path.of(IgnoreRules.FILE);
        if (!names.contains(file)) {
            return outer;
        }
        try {
            PosixFileAttributes attributes = attributes(folder, file);
            return attributes.isRegularFile() && attributes.size() <= IgnoreRules.MOST_BYTES
                    ? outer.with(prefix, Folder.read(folder, file, IgnoreRules.MOST_BYTES))
                    : outer;
        } catch (IOException e) {
            return outer; // Without its rules more is kept, not less.
        }
    }

    private void visit(SecureDirectoryStream<Path> folder, Path name, String prefix, IgnoreRules rules, int level)
            throws IOException {
        String text = name.toString();
        if (text.equalsIgnoreCase(".git") || text.startsWith(Names.UNFINISHED)) {
            return;
        }
        PosixFileAttributes attributes = attributes(folder, name);
        String path = prefix + text;
        if (rules.ignores(path, attributes.isDirectory())) {
            return;
        }
        if (!Names.isKept(text)) {
            leftOut.add(Why.NAME);
        } else if (attributes.isDirectory()) {
            descend(folder, name, path + "/", rules, level + 1);
        } else if (attributes.isSymbolicLink() || attributes.isRegularFile()) {
            keep(folder, name, path, attributes);
        } else {
            leftOut.add(Why.SPECIAL);
        }
    }

    private void descend(SecureDirectoryStream<Path> folder, Path name, String prefix, IgnoreRules rules, int level)
            throws IOException {
        if (level > MOST_LEVELS) {
            leftOut.add(Why.TOO_DEEP);
            return;
        }
        try (SecureDirectoryStream<Path> inner = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            walk(inner, prefix, rules, level);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            unreadable();
        }
    }

    /** An interrupted thread can read nothing more: that is no reason to take every file for unreadable. */
    private void unreadable() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("Interrupted while the workspace was read");
        }
        leftOut.add(Why.UNREADABLE);
    }

    private void keep(SecureDirectoryStream<Path> folder, Path name, String path, PosixFileAttributes attributes)
            throws IOException {
        if (attributes.size() > limits.fileBytes()) {
            leftOut.add(Why.TOO_LARGE);
            return;
        }
        Stamp stamp = Stamp.of(attributes);
        FileMode mode = mode(attributes);
        Entry before = known.get(path);
        if (before != null && before.stamp().equals(stamp) && before.mode().equals(mode)) {
            admit(before, attributes.size());
            return;
        }
        byte @Nullable [] read = content(folder, name, path, attributes);
        if (read != null) {
            readAgain++;
            checkBudget(read.length);
            ObjectId id = content.put(read);
            admit(new Entry(path, mode, id, stamp, ownerOnly(attributes)), read.length);
        }
    }

    /** Only what is wrong with the file itself is swallowed: a store that cannot be written must be heard. */
    private byte @Nullable [] content(
            SecureDirectoryStream<Path> folder, Path name, String path, PosixFileAttributes attributes)
            throws IOException {
        try {
            byte[] read = attributes.isSymbolicLink()
                    ? Folder.linkTarget(root.resolve(path))
                    : Folder.read(folder, name, limits.fileBytes());
            if (read.length > limits.fileBytes()) {
                leftOut.add(Why.TOO_LARGE);
                return null;
            }
            return read;
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            unreadable();
            return null;
        }
    }

    private void checkBudget(long more) {
        if (bytes + more > limits.storeBytes()) {
            throw Failures.tooLarge(
                    "No checkpoint of " + root + ": its files hold more than " + limits.storeBytes() + " bytes",
                    "Name what need not be kept in a .gitignore file, or raise maxStoreMb.");
        }
    }

    private void admit(Entry entry, long size) {
        checkBudget(size);
        if (entries.size() >= limits.files()) {
            throw Failures.tooLarge(
                    "No checkpoint of " + root + ": it has more than " + limits.files() + " files",
                    "Name what need not be kept in a .gitignore file, or raise maxFiles.");
        }
        bytes += size;
        entries.put(entry.path(), entry);
    }

    private static FileMode mode(PosixFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return FileMode.SYMLINK;
        }
        return Stamp.executable(attributes.permissions()) ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE;
    }

    private static boolean ownerOnly(PosixFileAttributes attributes) {
        return attributes.isRegularFile()
                && !attributes.permissions().contains(PosixFilePermission.GROUP_READ)
                && !attributes.permissions().contains(PosixFilePermission.OTHERS_READ);
    }

    private static PosixFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        return folder.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    /** Whether the index may vouch for the file the next time. */
    static boolean isTrusted(Entry entry, Snapshot snapshot) {
        return !entry.stamp().isRacy(snapshot.startedMillis(), RESOLUTION_MILLIS);
    }
}
