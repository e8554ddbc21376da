package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.FileEntry;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A directory that is held open, reached from the root one component at a time without following a link: whatever is
 * renamed or swapped meanwhile, it stays the directory that was opened.
 *
 * <p>What Java offers for this, {@link SecureDirectoryStream}, is there on Linux. Elsewhere {@link CheckedDirectory}
 * takes its place, which looks before it opens: a swap in between goes unseen there. Java opens without O_NONBLOCK, so that
 * a pipe that is swapped in between the look and the opening makes the opening wait for the pipe's other end.
 */
final class OpenDirectory implements AutoCloseable {
    static final FileAttribute<?> FOR_THE_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;
    private final SecureDirectoryStream<Path> handle;

    private OpenDirectory(Path path, SecureDirectoryStream<Path> handle) {
        this.path = path;
        this.handle = handle;
    }

    /** The directory at a real path. */
    static OpenDirectory at(Path path) throws IOException {
        return open(path, false);
    }

    /** The directory that a real path is in. */
    static OpenDirectory above(Path file) throws IOException {
        return open(parent(file), false);
    }

    /** The same, made with all above it where it is missing. */
    static OpenDirectory madeAbove(Path file) throws IOException {
        return open(parent(file), true);
    }

    private static Path parent(Path file) {
        return file.getParent() == null ? file.getRoot() : file.getParent();
    }

    private static OpenDirectory open(Path path, boolean make) throws IOException {
        OpenDirectory current = root(path.getRoot());
        try {
            for (Path name : path) {
                OpenDirectory next = current.directory(name, make);
                current.close();
                current = next;
            }
            return current;
        } catch (IOException | RuntimeException e) {
            current.close();
            throw e;
        }
    }

    private static OpenDirectory root(Path root) throws IOException {
        DirectoryStream<Path> stream;
        try {
            stream = Files.newDirectoryStream(root);
        } catch (AccessDeniedException e) {
            return new OpenDirectory(root, new CheckedDirectory(root));
        }
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new OpenDirectory(root, secure);
        }
        stream.close();
        return new OpenDirectory(root, new CheckedDirectory(root));
    }

    private OpenDirectory directory(Path name, boolean make) throws IOException {
        refuseDots(name);
        Optional<BasicFileAttributes> there = attributes(name);
        if (there.isEmpty() && make) {
            make(name);
            there = attributes(name);
        }
        BasicFileAttributes attributes = there.orElseThrow(() -> new NoSuchFileException(name.toString()));
        refuseLink(name, attributes);
        if (!attributes.isDirectory()) {
            // Opening a pipe would wait for its other end.
            throw new FileSystemException(name.toString(), null, path.resolve(name) + " is no directory");
        }
        return new OpenDirectory(path.resolve(name), child(name));
    }

    private SecureDirectoryStream<Path> child(Path name) throws IOException {
        try {
            return handle.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        } catch (AccessDeniedException e) {
            return new CheckedDirectory(path.resolve(name));
        }
    }

    /** Java makes directories by path only; the path of the handle itself cannot be swapped. */
    private void make(Path name) throws IOException {
        Path here = handle instanceof CheckedDirectory ? path : HandlePath.of(handle, path);
        try {
            Files.createDirectory(here.resolve(name));
        } catch (FileAlreadyExistsException e) {
            // Somebody else was faster; what it is will be looked at.
        }
    }

    /** What there is under this name, itself and not what it links to. */
    Optional<BasicFileAttributes> attributes(Path name) throws IOException {
        try {
            return Optional.of(
                    handle.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .readAttributes());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** @throws IOException if there is something else than a regular file */
    Optional<BasicFileAttributes> regularFile(Path name) throws IOException {
        refuseDots(name);
        Optional<BasicFileAttributes> there = attributes(name);
        if (there.isPresent() && !there.get().isRegularFile()) {
            refuseLink(name, there.get());
            String what = there.get().isDirectory() ? "is a directory" : "is a device, a pipe or a socket";
            throw new FileSystemException(name.toString(), null, what);
        }
        return there;
    }

    SeekableByteChannel open(Path name, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        try {
            return handle.newByteChannel(name, options, attributes);
        } catch (FileSystemException e) {
            Optional<BasicFileAttributes> there = attributes(name);
            if (there.isPresent()) {
                refuseLink(name, there.get());
            }
            throw e;
        }
    }

    List<FileEntry> list() throws IOException {
        List<FileEntry> entries = new ArrayList<>();
        try {
            for (Path entry : handle) {
                Path name = entry.getFileName();
                attributes(name).ifPresent(stat -> entries.add(new FileEntry(name.toString(), Stats.of(stat))));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(FileEntry::name));
        return entries;
    }

    void rename(Path from, Path to) throws IOException {
        handle.move(from, handle, to);
    }

    void deleteFile(Path name) throws IOException {
        handle.deleteFile(name);
    }

    void deleteDirectory(Path name) throws IOException {
        handle.deleteDirectory(name);
    }

    PosixFileAttributeView posix(Path name) {
        return handle.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static void refuseLink(Path name, BasicFileAttributes attributes) throws FileSystemException {
        if (attributes.isSymbolicLink()) {
            throw new FileSystemException(name.toString(), null, "is a symbolic link (now)");
        }
    }

    private static void refuseDots(Path name) throws FileSystemException {
        if (name.toString().equals("..") || name.toString().equals(".")) {
            throw new FileSystemException(name.toString(), null, "is no real path: it has the component " + name);
        }
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }
}
