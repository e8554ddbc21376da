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
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Files in memory. Parents of whatever is put are directories. What was put later was modified later. Thread-safe.
 */
public final class FakeFiles implements FileAccess {
    private static final int MOST_LINKS = 40;

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Set<String> unwritable = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytesRead = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();
    private volatile Consumer<String> beforeChange = path -> {};

    /** @param target where a link leads; empty for all else */
    private record Entry(FileStat stat, Supplier<InputStream> content, boolean readable, String target) {
        boolean is(FileStat.Type type) {
            return stat.type() == type;
        }
    }

    public FakeFiles() {
        entries.put("/", entry(FileStat.Type.DIRECTORY, 0, InputStream::nullInputStream));
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
        return put(path, entry(FileStat.Type.FILE, size, content));
    }

    /** A file that is there and may not be read. */
    public FakeFiles secretFile(String path) {
        return put(path, new Entry(stat(FileStat.Type.FILE, 10), InputStream::nullInputStream, false, ""));
    }

    public FakeFiles directory(String path) {
        return put(path, entry(FileStat.Type.DIRECTORY, 0, InputStream::nullInputStream));
    }

    /** A device, a pipe or a socket; opening it fails the test. */
    public FakeFiles device(String path) {
        return put(path, entry(FileStat.Type.OTHER, 0, () -> {
            throw new AssertionError("opened " + path);
        }));
    }

    /** A symbolic link; the target need not be there. */
    public FakeFiles link(String path, String target) {
        return put(path, new Entry(stat(FileStat.Type.LINK, 0), InputStream::nullInputStream, true, target));
    }

    /** From now on nothing at this path or below it can be written or removed. */
    public FakeFiles unwritable(String path) {
        unwritable.add(path);
        return this;
    }

    /** Runs before each write and removal, with its path: for what happens between a tool's look and its change. */
    public FakeFiles beforeChange(Consumer<String> action) {
        beforeChange = action;
        return this;
    }

    /** How many bytes were read of all files. */
    public long bytesRead() {
        return bytesRead.get();
    }

    /** The content of a file that is there, as UTF-8. */
    public String text(String path) throws IOException {
        try (InputStream in = read(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public Optional<FileStat> stat(String path) throws IOException {
        return Optional.ofNullable(entries.get(realPath(path))).map(Entry::stat);
    }

    @Override
    public String realPath(String path) throws IOException {
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(path.split("/")));
        String resolved = "";
        int links = 0;
        while (!rest.isEmpty()) {
            String name = rest.pop();
            if (name.equals("..")) {
                resolved = resolved.substring(0, Math.max(0, resolved.lastIndexOf('/')));
            } else if (!name.isEmpty() && !name.equals(".")) {
                Entry next = entries.get(resolved + "/" + name);
                if (next == null || !next.is(FileStat.Type.LINK)) {
                    resolved += "/" + name;
                } else if (++links > MOST_LINKS) {
                    throw new FileSystemException(path, null, "is a loop of symbolic links");
                } else {
                    resolved = next.target.startsWith("/") ? "" : resolved;
                    String[] names = next.target.split("/");
                    for (int i = names.length - 1; i >= 0; i--) {
                        rest.push(names[i]);
                    }
                }
            }
        }
        return resolved.isEmpty() ? "/" : resolved;
    }

    @Override
    public synchronized InputStream read(String path) throws IOException {
        Entry entry = real(path);
        if (entry == null) {
            throw new NoSuchFileException(path);
        }
        refuseIrregular(path, entry);
        if (!entry.readable) {
            throw new AccessDeniedException(path);
        }
        return new CountingInputStream(entry.content.get(), bytesRead);
    }

    @Override
    public synchronized List<FileEntry> list(String path) throws IOException {
        Entry entry = real(path);
        if (entry == null) {
            throw new NoSuchFileException(path);
        }
        if (!entry.is(FileStat.Type.DIRECTORY)) {
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
    public void write(String path, byte[] content, String expected) throws IOException {
        beforeChange.accept(path);
        synchronized (this) {
            Entry old = changeable(path, expected);
            if (old != null) {
                refuseIrregular(path, old);
            }
            file(path, content.clone());
        }
    }

    @Override
    public synchronized void append(String path, byte[] content) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Entry old = changeable(path, "");
        if (old != null) {
            try (InputStream in = read(path)) {
                in.transferTo(all);
            }
        }
        all.write(content);
        file(path, all.toByteArray());
    }

    @Override
    public void delete(String path, String expected) throws IOException {
        beforeChange.accept(path);
        synchronized (this) {
            Entry old = real(path);
            if (old == null) {
                throw new NoSuchFileException(path);
            }
            changeable(path, expected);
            if (!old.is(FileStat.Type.DIRECTORY)) {
                refuseIrregular(path, old);
            } else if (entries.keySet().stream().anyMatch(name -> name.startsWith(path + "/"))) {
                throw new DirectoryNotEmptyException(path);
            }
            entries.remove(path);
        }
    }

    /** What is there; nothing on the way may be a link, nor anything else than a directory. */
    private @Nullable Entry real(String path) throws IOException {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw new FileSystemException(path, null, "is not an absolute path, or has a NUL");
        }
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            Entry above = entries.get(path.substring(0, slash));
            refuseLink(path, above);
            if (above != null && !above.is(FileStat.Type.DIRECTORY)) {
                throw new FileSystemException(path, null, "is below something that is no directory");
            }
        }
        if (List.of(path.split("/")).contains("..")) {
            throw new FileSystemException(path, null, "is no real path");
        }
        Entry entry = entries.get(path);
        refuseLink(path, entry);
        return entry;
    }

    private @Nullable Entry changeable(String path, String expected) throws IOException {
        Entry entry = real(path);
        if (unwritable.stream().anyMatch(above -> path.equals(above) || path.startsWith(above + "/"))) {
            throw new AccessDeniedException(path);
        }
        String version = entry == null ? ABSENT : entry.stat.version();
        if (!expected.isEmpty() && !expected.equals(version)) {
            throw new FileChangedException(path);
        }
        return entry;
    }

    private static void refuseLink(String path, @Nullable Entry entry) throws FileSystemException {
        if (entry != null && entry.is(FileStat.Type.LINK)) {
            throw new FileSystemException(path, null, "is a symbolic link (now)");
        }
    }

    private static void refuseIrregular(String path, Entry entry) throws FileSystemException {
        if (!entry.is(FileStat.Type.FILE)) {
            boolean directory = entry.is(FileStat.Type.DIRECTORY);
            throw new FileSystemException(path, null, directory ? "is a directory" : "is a device, a pipe or a socket");
        }
    }

    private Entry entry(FileStat.Type type, long size, Supplier<InputStream> content) {
        return new Entry(stat(type, size), content, true, "");
    }

    private FileStat stat(FileStat.Type type, long size) {
        long change = changes.incrementAndGet();
        return new FileStat(type, size, change, "v" + change);
    }

    private synchronized FakeFiles put(String path, Entry entry) {
        entries.put(path, entry);
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            entries.computeIfAbsent(
                    path.substring(0, slash), above -> entry(FileStat.Type.DIRECTORY, 0, InputStream::nullInputStream));
        }
        return this;
    }
}
