package dev.talaria.store.sqlite;

import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoreException.Code;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Makes one process the owner of a home, by a lock on {@code run/lock} that ends with the process, however it ends.
 *
 * <p>On POSIX systems closing <em>any</em> descriptor of the file drops the process's lock. So nothing in this JVM may
 * open the file while it is locked, not even to be refused: a system property, which all class loaders share, says
 * first whether somebody here holds it.
 */
final class HomeLock implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile file;
    private final String property;

    private HomeLock(Path path, RandomAccessFile file, String property) {
        this.path = path;
        this.file = file;
        this.property = property;
    }

    /** @throws StoreException IN_USE if somebody owns the home */
    static HomeLock acquire(Path home, Instant now) {
        Path path = home.resolve("run").resolve("lock");
        String property = property(home);
        String owner = "process " + ProcessHandle.current().pid() + ", started " + now;
        String held = (String) System.getProperties().putIfAbsent(property, owner);
        if (held != null) {
            throw inUse(home, held + " (this process)");
        }
        try {
            return new HomeLock(path, lock(home, path, owner), property);
        } catch (IOException e) {
            System.clearProperty(property);
            throw Folders.failed(path, "cannot be locked", e);
        } catch (RuntimeException e) {
            System.clearProperty(property);
            throw e;
        }
    }

    private static String property(Path home) {
        try {
            return "dev.talaria.store.sqlite.owner:" + home.toRealPath();
        } catch (IOException e) {
            throw Folders.failed(home, "cannot be read", e);
        }
    }

    private static RandomAccessFile lock(Path home, Path path, String owner) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            FileLock lock = file.getChannel().tryLock();
            if (lock == null) {
                throw inUse(home, read(file));
            }
            file.setLength(0);
            file.write((owner + "\n").getBytes(StandardCharsets.UTF_8));
            file.getFD().sync();
            return file;
        } catch (OverlappingFileLockException e) {
            file.close();
            throw inUse(home, owner + " (this process)");
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static String read(RandomAccessFile file) throws IOException {
        byte[] bytes = new byte[(int) Math.min(file.length(), 200)];
        file.readFully(bytes);
        String owner = new String(bytes, StandardCharsets.UTF_8).strip();
        return owner.isEmpty() ? "another process" : owner;
    }

    private static StoreException inUse(Path home, String owner) {
        return new StoreException(
                Code.IN_USE,
                home + " is in use by " + owner,
                "Attach to that process, stop it, or set talaria.home to another folder.",
                null);
    }

    /** Does something while the home is owned. */
    <T> T owns(Supplier<T> action) {
        return action.get();
    }

    @Override
    public void close() {
        try {
            file.setLength(0);
        } catch (IOException e) {
            // What stays in it is overwritten by the next owner; the lock itself is what counts.
        }
        try {
            file.close();
        } catch (IOException e) {
            throw Folders.failed(path, "cannot be released", e);
        } finally {
            System.clearProperty(property);
        }
    }
}
