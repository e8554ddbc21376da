package dev.talaria.testkit.tool;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileChangedException;
import dev.talaria.api.sandbox.FileEntry;
import dev.talaria.api.sandbox.FileStat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Files in memory. Parents of whatever is put are directories. Thread-safe. */
public final class FakeFiles implements FileAccess {
    private final Map<String, Entry> entries = new ConcurrentHashMap<>(Map.of("/", Entry.directory()));
    private final AtomicLong bytesRead = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();

    private record Entry(FileStat stat, Supplier<InputStream> content, boolean readable) {
        static Entry directory() {
            return new Entry(new FileStat(FileStat.Type.DIRECTORY, 0), InputStream::nullInputStream, true);
        }
    }

    /** A file of this text in UTF-8. */
    public FakeFiles file(String path, String text) {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public FakeFiles file(String path, byte[] content) {
        return file(path, content.length, () -> new ByteArrayInputStream(content));
    }

    /** A file of any size, made while it is read. */
    public FakeFiles file(String path, long size, Supplier<InputStream> content) {
        return put(path, new Entry(new FileStat(FileStat.Type.FILE, size), content, true));
    }

    /** A file that is there and may not be read. */
    public FakeFiles secretFile(String path) {
        return put(path, new Entry(new FileStat(FileStat.Type.FILE, 10), InputStream::nullInputStream, false));
    }

    public FakeFiles directory(String path) {
        return put(path, Entry.directory());
    }

    /** A device, a pipe or a socket; opening it fails the test. */
    public FakeFiles device(String path) {
        Supplier<InputStream> content = () -> {
            throw new AssertionError("opened " + path);
        };
        return put(path, new Entry(new FileStat(FileStat.Type.OTHER, 0), content, true));
    }

    /** How many bytes were read of all files. */
    public long bytesRead() {
        return bytesRead.get();
    }

    @Override
    public Optional<FileStat> stat(String path) {
        return Optional.ofNullable(entries.get(path)).map(Entry::stat);
    }

    @Override
    public InputStream read(String path) throws IOException {
        Entry entry = entries.get(path);
        if (entry == null) {
            throw new NoSuchFileException(path);
        }
        if (entry.stat.type() == FileStat.Type.DIRECTORY) {
            throw new FileSystemException(path, null, "is a directory");
        }
        if (!entry.readable) {
            throw new AccessDeniedException(path);
        }
        return new CountingInputStream(entry.content.get(), bytesRead);
    }

    @Override
    public List<FileEntry> list(String path) throws IOException {
        Entry entry = entries.get(path);
        if (entry == null) {
            throw new NoSuchFileException(path);
        }
        if (entry.stat.type() != FileStat.Type.DIRECTORY) {
            throw new NotDirectoryException(path);
        }
        String prefix = path.equals("/") ? "/" : path + "/";
        return entries.keySet().stream()
                .filter(name -> name.length() > prefix.length() && name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .filter(name -> !name.contains("/"))
                .sorted()
                .map(name -> new FileEntry(
                        name, Objects.requireNonNull(entries.get(prefix + name)).stat()))
                .toList();
    }

    @Override
    public String realPath(String path) {
        return path;
    }

    @Override
    public synchronized void write(String path, byte[] content, String expected) throws IOException {
        expect(path, expected);
        Entry entry = entries.get(path);
        if (entry != null && entry.stat.type() != FileStat.Type.FILE) {
            throw new FileSystemException(path, null, "is no regular file");
        }
        byte[] copy = content.clone();
        put(
                path,
                new Entry(
                        new FileStat(FileStat.Type.FILE, copy.length, 0, Long.toString(changes.incrementAndGet())),
                        () -> new ByteArrayInputStream(copy),
                        true));
    }

    @Override
    public synchronized void append(String path, byte[] content) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if (entries.containsKey(path)) {
            try (InputStream in = read(path)) {
                in.transferTo(all);
            }
        }
        all.write(content);
        write(path, all.toByteArray(), "");
    }

    @Override
    public synchronized void delete(String path, String expected) throws IOException {
        if (!entries.containsKey(path)) {
            throw new NoSuchFileException(path);
        }
        expect(path, expected);
        entries.remove(path);
    }

    private void expect(String path, String expected) throws FileChangedException {
        Entry entry = entries.get(path);
        String version = entry == null ? ABSENT : entry.stat.version();
        if (!expected.isEmpty() && !expected.equals(version)) {
            throw new FileChangedException(path);
        }
    }

    private FakeFiles put(String path, Entry entry) {
        entries.put(path, entry);
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            entries.putIfAbsent(path.substring(0, slash), Entry.directory());
        }
        return this;
    }
}
