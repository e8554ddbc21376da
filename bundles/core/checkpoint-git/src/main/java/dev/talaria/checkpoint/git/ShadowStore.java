package dev.talaria.checkpoint.git;

import dev.talaria.api.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.PackInserter;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The bare repository, created when the first checkpoint is taken. One process owns it, as it owns the home.
 *
 * <p>JGit's public interface writes every object to a file of its own, which takes many times as long as one pack;
 * hence its internal repository, and a version range that ends before the next release.
 */
final class ShadowStore implements AutoCloseable {
    /** No conversion of any kind; garbage goes at once, and without the search for deltas, which has no bound. */
    private static final String CONFIG = """
            [core]
            \trepositoryformatversion = 0
            \tbare = true
            \tfilemode = false
            \tautocrlf = false
            \tlogallrefupdates = false
            \tsupportsatomicfilecreation = true
            [gc]
            \tauto = 0
            \tautodetach = false
            \tpruneexpire = now
            \tprunepackexpire = now
            [pack]
            \tdeltacompression = false
            \tbuildbitmaps = false
            \tcompression = 1
            \tthreads = 1
            """;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final int FASTEST = 1;

    private final Path directory;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private @Nullable FileRepository open;
    private boolean closed;

    ShadowStore(Path directory) {
        this.directory = directory;
    }

    /** What needs the store; whatever it throws is told as a failure of the store. */
    @FunctionalInterface
    interface Work<T> {
        T run(FileRepository repository) throws IOException;
    }

    Path directory() {
        return directory;
    }

    Path index(String key) {
        return directory.resolve("talaria").resolve(key + ".index");
    }

    boolean exists() {
        return Files.exists(directory.resolve("HEAD"));
    }

    /** Held for reading by everything that must find what it has seen; for writing where checkpoints are dropped. */
    ReadWriteLock lock() {
        return lock;
    }

    <T> T run(Work<T> work) {
        try {
            return work.run(repository());
        } catch (CheckpointException | CancellationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            reset();
            throw Failures.store(directory, e);
        }
    }

    static PackInserter inserter(FileRepository repository) {
        PackInserter inserter = repository.getObjectDatabase().newPackInserter();
        inserter.setCompressionLevel(FASTEST);
        return inserter;
    }

    /** A store that was moved away while it was open is started anew. */
    private synchronized FileRepository repository() throws IOException {
        if (closed) {
            throw Failures.failed(directory + ": the store of checkpoints is closed", "Start Talaria again.", null);
        }
        if (!exists()) {
            reset();
            create();
        }
        if (open == null) {
            BaseRepositoryBuilder<?, ?> builder = new FileRepositoryBuilder()
                    .setFS(new IsolatedFileSystem())
                    .setGitDir(directory.toFile())
                    .setBare()
                    .setMustExist(true)
                    .setup();
            open = new FileRepository(builder);
        }
        return open;
    }

    private void create() throws IOException {
        Files.createDirectories(
                directory.toAbsolutePath().getParent().getParent(), PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        for (Path folder :
                new Path[] {directory.toAbsolutePath().getParent(), directory, directory.resolve("talaria")}) {
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            } else {
                Files.setPosixFilePermissions(folder, OWNER_ONLY);
            }
        }
        Files.createDirectories(directory.resolve("objects").resolve("pack"));
        Files.createDirectories(directory.resolve("objects").resolve("info"));
        Files.createDirectories(directory.resolve("refs").resolve("heads"));
        Files.writeString(directory.resolve("config"), CONFIG);
        Files.writeString(directory.resolve("HEAD"), "ref: refs/heads/none\n"); // Last: now it is whole.
    }

    /** Forgets what JGit remembers, so that a repaired or replaced store is seen. */
    private synchronized void reset() {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        reset();
    }
}
