package dev.talaria.testkit.tool;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileStat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Files in memory. Parents of whatever is put are directories. Thread-safe. */
public final class FakeFiles implements FileAccess {
    private final Map<String, Entry> entries = new ConcurrentHashMap<>(Map.of("/", Entry.directory()));
    private final AtomicLong bytesRead = new AtomicLong();

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
    public List<String> list(String path) throws IOException {
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
                .toList();
    }

    private FakeFiles put(String path, Entry entry) {
        entries.put(path, entry);
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            entries.putIfAbsent(path.substring(0, slash), Entry.directory());
        }
        return this;
    }
}
