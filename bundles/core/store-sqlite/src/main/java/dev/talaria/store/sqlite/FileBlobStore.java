package dev.talaria.store.sqlite;

import dev.talaria.api.base.Blob;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoreException.Code;
import dev.talaria.spi.store.BlobStore;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Blobs as files, {@code ab/cdef…} by hash. A file appears under its name only when its bytes are on disk. Streams of
 * {@code java.io} on purpose: those of NIO close themselves when their thread is interrupted.
 */
final class FileBlobStore implements BlobStore, AutoCloseable {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int FOLDER_DIGITS = 2;

    private final Path root;
    private final Path unfinished;
    private final Set<Path> durableFolders = ConcurrentHashMap.newKeySet();
    private final ReadWriteLock sweeping = new ReentrantReadWriteLock();
    private volatile boolean closed;

    private FileBlobStore(Path root, Path unfinished) {
        this.root = root;
        this.unfinished = unfinished;
    }

    static FileBlobStore open(Path root) {
        Path unfinished = root.resolve("tmp");
        try {
            Files.createDirectories(unfinished);
            try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(unfinished)) {
                for (Path leftover : leftovers) {
                    Files.delete(leftover);
                }
            }
        } catch (IOException e) {
            throw Folders.failed(root, "cannot be prepared for blobs", e);
        }
        return new FileBlobStore(root, unfinished);
    }

    @Override
    public String put(byte[] bytes) {
        requireOpen();
        String hash = Blob.sha256(bytes);
        Path path = path(hash);
        sweeping.readLock().lock();
        try {
            prepare(path.getParent());
            if (holds(path, bytes)) {
                // It is young again: a sweep must leave it to whoever is about to name it.
                Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
            } else {
                write(path, bytes);
            }
        } catch (IOException e) {
            throw Folders.failed(path, "cannot be written", e);
        } finally {
            sweeping.readLock().unlock();
        }
        // Also for a file that was there: whoever wrote it may not have come so far.
        Folders.sync(path.getParent());
        return hash;
    }

    /** Once per run for each folder, also if it is there: whoever created it may have been killed before the sync. */
    private void prepare(Path folder) throws IOException {
        if (!durableFolders.contains(folder)) {
            Files.createDirectories(folder);
            Folders.sync(root);
            durableFolders.add(folder);
        }
    }

    /** Compares bytes and not only sizes: a damaged file is replaced, else these bytes would be lost. */
    private static boolean holds(Path path, byte[] bytes) throws IOException {
        return Files.isRegularFile(path) && Files.size(path) == bytes.length && Arrays.equals(read(path), bytes);
    }

    private void write(Path path, byte[] bytes) throws IOException {
        Path file = Files.createTempFile(unfinished, "put", ".tmp");
        try {
            try (FileOutputStream out = new FileOutputStream(file.toFile())) {
                out.write(bytes);
                out.getFD().sync();
            }
            Files.move(file, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public Optional<byte[]> get(String hash) {
        requireOpen();
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException(
                    "Not a SHA-256 in lower-case hexadecimal: " + hash.substring(0, Math.min(80, hash.length())));
        }
        Path path = path(hash);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = read(path);
        } catch (IOException e) {
            throw Folders.failed(path, "cannot be read", e);
        }
        if (!Blob.sha256(bytes).equals(hash)) {
            throw new StoreException(
                    Code.IO,
                    path + " is damaged: its " + bytes.length + " bytes do not have the hash of its name",
                    "Restore the file from a backup and check the disk.",
                    null);
        }
        return Optional.of(bytes);
    }

    boolean has(String hash) {
        return Files.exists(path(hash));
    }

    /** Of all blobs, in no order. */
    List<String> hashes() {
        requireOpen();
        List<String> hashes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root, 2)) {
            files.forEach(file -> {
                String hash = file.getParent().getFileName() + String.valueOf(file.getFileName());
                if (HASH.matcher(hash).matches()) {
                    hashes.add(hash);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            throw Folders.failed(root, "cannot be listed", new IOException(e));
        }
        return hashes;
    }

    long size(String hash) {
        try {
            return Files.size(path(hash));
        } catch (IOException e) {
            return 0;
        }
    }

    /** @return whether it was old enough, and is gone */
    boolean removeIfOlder(String hash, Instant than) {
        Path path = path(hash);
        sweeping.writeLock().lock();
        try {
            if (!Files.getLastModifiedTime(path).toInstant().isBefore(than)) {
                return false;
            }
            Files.delete(path);
            return true;
        } catch (IOException e) {
            throw Folders.failed(path, "cannot be removed", e);
        } finally {
            sweeping.writeLock().unlock();
        }
    }

    private static byte[] read(Path path) throws IOException {
        try (FileInputStream in = new FileInputStream(path.toFile())) {
            return in.readAllBytes();
        }
    }

    private Path path(String hash) {
        return root.resolve(hash.substring(0, FOLDER_DIGITS)).resolve(hash.substring(FOLDER_DIGITS));
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreException(Code.CLOSED, root + ": the blob store is closed", "Start Talaria again.", null);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
