package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileEntry;
import dev.talaria.api.sandbox.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The host's files. */
final class LocalFiles implements FileAccess {
    private static final Path PROCESSES = Path.of("/proc");

    @Override
    public Optional<FileStat> stat(String path) throws IOException {
        Path file = path(path);
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            FileStat.Type type = type(attributes);
            return Optional.of(new FileStat(type, type == FileStat.Type.FILE ? attributes.size() : 0));
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
    public InputStream read(String path) throws IOException {
        FileStat stat = stat(path).orElseThrow(() -> new NoSuchFileException(path));
        if (stat.type() != FileStat.Type.FILE) {
            String what = stat.type() == FileStat.Type.DIRECTORY ? "is a directory" : "is a device, a pipe or a socket";
            throw new FileSystemException(path, null, what);
        }
        Path real = path(path).toRealPath();
        if (real.startsWith(PROCESSES)) {
            // /proc/self would be Talaria, with its whole environment, and not a command of the sandbox.
            throw new FileSystemException(path, null, "is about a process; only commands may read below /proc");
        }
        return Files.newInputStream(real);
    }

    @Override
    public List<FileEntry> list(String path) throws IOException {
        try (Stream<Path> entries = Files.list(path(path))) {
            return entries.map(entry ->
                            new FileEntry(entry.getFileName().toString(), new FileStat(FileStat.Type.OTHER, 0)))
                    .sorted(java.util.Comparator.comparing(FileEntry::name))
                    .toList();
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public String realPath(String path) throws IOException {
        return path(path).toRealPath().toString();
    }

    @Override
    public void write(String path, byte[] content, String expected) throws IOException {
        throw new FileSystemException(path, null, "cannot be written yet");
    }

    @Override
    public void append(String path, byte[] content) throws IOException {
        throw new FileSystemException(path, null, "cannot be written yet");
    }

    @Override
    public void delete(String path, String expected) throws IOException {
        throw new FileSystemException(path, null, "cannot be removed yet");
    }

    private static FileStat.Type type(BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            return FileStat.Type.FILE;
        }
        return attributes.isDirectory() ? FileStat.Type.DIRECTORY : FileStat.Type.OTHER;
    }

    private static boolean isBelowAFile(Path file) {
        for (Path parent = file.getParent(); parent != null; parent = parent.getParent()) {
            if (Files.isRegularFile(parent)) {
                return true;
            }
        }
        return false;
    }

    private static Path path(String path) throws IOException {
        try {
            Path result = Path.of(path);
            if (!result.isAbsolute()) {
                throw new FileSystemException(path, null, "is not an absolute path");
            }
            return result;
        } catch (InvalidPathException e) {
            throw new FileSystemException(shown(path), null, explain(e));
        }
    }

    static String explain(InvalidPathException e) {
        return e.getInput().indexOf('\0') >= 0
                ? "a path has no NUL characters"
                : "this host cannot name such a file; start Talaria in a UTF-8 locale (LC_ALL=C.UTF-8)";
    }

    private static String shown(String path) {
        return path.replace('\0', '\uFFFD');
    }
}
