package dev.talaria.sandbox.local;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory by its path: on systems without handles of directories, and where a directory may be passed through but not
 * read, since Java opens a handle for reading only. It refuses the links that it sees; one that is swapped in between the
 * look and the use it does not see.
 */
final class CheckedDirectory implements SecureDirectoryStream<Path> {
    private final Path path;
    private @Nullable DirectoryStream<Path> entries;

    CheckedDirectory(Path path) {
        this.path = path;
    }

    @Override
    public SecureDirectoryStream<Path> newDirectoryStream(Path name, LinkOption... options) throws IOException {
        Path child = path.resolve(name);
        BasicFileAttributes seen = Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!seen.isDirectory()) {
            throw new FileSystemException(child.toString(), null, "is no directory, or a symbolic link (now)");
        }
        DirectoryStream<Path> stream;
        try {
            stream = Files.newDirectoryStream(child);
        } catch (AccessDeniedException e) {
            return new CheckedDirectory(child);
        }
        if (stream instanceof SecureDirectoryStream<Path> handle && isTheSame(handle, seen)) {
            return handle;
        }
        stream.close();
        if (stream instanceof SecureDirectoryStream) {
            throw new FileSystemException(child.toString(), null, "was swapped meanwhile");
        }
        return new CheckedDirectory(child);
    }

    private static boolean isTheSame(SecureDirectoryStream<Path> handle, BasicFileAttributes seen) throws IOException {
        BasicFileAttributeView opened = handle.getFileAttributeView(BasicFileAttributeView.class);
        return Objects.equals(opened.readAttributes().fileKey(), seen.fileKey());
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path name, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return Files.newByteChannel(path.resolve(name), options, attributes);
    }

    @Override
    public void deleteFile(Path name) throws IOException {
        Files.delete(path.resolve(name));
    }

    @Override
    public void deleteDirectory(Path name) throws IOException {
        Files.delete(path.resolve(name));
    }

    @Override
    public void move(Path from, SecureDirectoryStream<Path> target, Path to) throws IOException {
        Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Class<V> type) {
        return Files.getFileAttributeView(path, type);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path name, Class<V> type, LinkOption... options) {
        return Files.getFileAttributeView(path.resolve(name), type, options);
    }

    @Override
    public Iterator<Path> iterator() {
        try {
            entries = Files.newDirectoryStream(path);
            return entries.iterator();
        } catch (IOException e) {
            throw new DirectoryIteratorException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (entries != null) {
            entries.close();
        }
    }
}
