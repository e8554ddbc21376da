package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileEntry;
import dev.talaria.api.sandbox.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The host's files. What is opened is opened by handle, so that no link can lead elsewhere. */
final class LocalFiles implements FileAccess {
    private static final Path PROCESSES = Path.of("/proc");

    @Override
    public Optional<FileStat> stat(String path) throws IOException {
        Path file = path(path);
        try {
            return Optional.of(Stats.of(Files.readAttributes(file, BasicFileAttributes.class)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (isBelowAFile(file)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public String realPath(String path) throws IOException {
        return new RealPath(path(path)).resolve().toString();
    }

    @Override
    public InputStream read(String path) throws IOException {
        Path file = realPathOf(path);
        return Named.call(path, () -> {
            try (OpenDirectory directory = OpenDirectory.above(file)) {
                directory.regularFile(file.getFileName()).orElseThrow(() -> new NoSuchFileException(path));
                Set<OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                return Channels.newInputStream(directory.open(file.getFileName(), options));
            }
        });
    }

    @Override
    public List<FileEntry> list(String path) throws IOException {
        Path file = path(path);
        return Named.call(path, () -> {
            try (OpenDirectory directory = OpenDirectory.at(file)) {
                return directory.list();
            }
        });
    }

    @Override
    public void write(String path, byte[] content, String expected) throws IOException {
        Path file = realPathOf(path);
        Named.call(path, () -> {
            try (OpenDirectory directory = OpenDirectory.madeAbove(file)) {
                new WholeFile(directory, file.getFileName(), path).replace(content, expected);
                return path;
            }
        });
    }

    @Override
    public void append(String path, byte[] content) throws IOException {
        Path file = realPathOf(path);
        Named.call(path, () -> {
            try (OpenDirectory directory = OpenDirectory.madeAbove(file);
                    SeekableByteChannel channel = openToAppend(directory, file.getFileName())) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                return path;
            }
        });
    }

    @Override
    public void delete(String path, String expected) throws IOException {
        Path file = realPathOf(path);
        Named.call(path, () -> {
            try (OpenDirectory directory = OpenDirectory.above(file)) {
                new WholeFile(directory, file.getFileName(), path).delete(expected);
                return path;
            }
        });
    }

    private static SeekableByteChannel openToAppend(OpenDirectory directory, Path name) throws IOException {
        if (directory.regularFile(name).isPresent()) {
            return directory.open(name, Set.of(StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS));
        }
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
        return directory.open(name, options, OpenDirectory.FOR_THE_OWNER);
    }

    private static boolean isBelowAFile(Path file) {
        for (Path parent = file.getParent(); parent != null; parent = parent.getParent()) {
            if (Files.isRegularFile(parent)) {
                return true;
            }
        }
        return false;
    }

    /** A path whose file is to be opened; never one of the process table. */
    private static Path realPathOf(String path) throws IOException {
        Path file = path(path);
        if (file.normalize().startsWith(PROCESSES)) {
            // /proc/self would be Talaria, with its whole environment, and not a command of the sandbox.
            throw new FileSystemException(path, null, "is about a process; only commands may go below /proc");
        }
        if (file.getFileName() == null) {
            throw new FileSystemException(path, null, "is a directory");
        }
        return file;
    }

    private static Path path(String path) throws IOException {
        try {
            Path result = Path.of(path);
            if (!result.isAbsolute()) {
                throw new FileSystemException(path, null, "is not an absolute path");
            }
            return result;
        } catch (InvalidPathException e) {
            throw new FileSystemException(path.replace('\0', '\uFFFD'), null, explain(e));
        }
    }

    static String explain(InvalidPathException e) {
        return e.getInput().indexOf('\0') >= 0
                ? "a path has no NUL characters"
                : "this host cannot name such a file; start Talaria in a UTF-8 locale (LC_ALL=C.UTF-8)";
    }
}
