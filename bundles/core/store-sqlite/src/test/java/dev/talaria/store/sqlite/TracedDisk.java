package dev.talaria.store.sqlite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a disk that loses all that was not synced would hold, computed from a trace of {@code strace -f -y -xx}. A write
 * is there for sure when a sync that began after it has ended.
 */
final class TracedDisk {
    private static final Pattern LINE = Pattern.compile("(\\d+) +(?:<\\.\\.\\. (\\w+) resumed>(.*)|(\\w+)\\((.*))");
    private static final Pattern FILE = Pattern.compile("(\\d+)<([^>]*)>(.*)");
    private static final Pattern WRITE = Pattern.compile(", \"([^\"]*)\", \\d+, (\\d+).*");
    private static final Pattern TRUNCATE = Pattern.compile(", (\\d+).*");
    private static final Pattern OUTPUT = Pattern.compile(", \"([^\"]*)\".*");

    private final Map<String, TracedFile> files = new HashMap<>();
    private final Map<String, Runnable> syncing = new HashMap<>();
    private final Acknowledged listener;

    /** Called at the beginning of the system call by which a commit is acknowledged. */
    interface Acknowledged {
        void commit(String line) throws IOException;
    }

    TracedDisk(Acknowledged listener) {
        this.listener = listener;
    }

    /** A write, or a change of the length if there are no bytes. */
    private record Change(long offset, byte[] bytes) {}

    /** A file, as far as it is surely on disk, and what was written since. */
    private static final class TracedFile {
        private byte[] synced = {};
        private final List<Change> unsynced = new ArrayList<>();
        private int syncs;

        void sync(int count) {
            for (Change change : unsynced.subList(0, count)) {
                synced = apply(synced, change);
            }
            unsynced.subList(0, count).clear();
            syncs++;
        }

        /** Some of what was not synced has arrived, some only in part. */
        byte[] withSomeOfTheRest(Random random) {
            byte[] image = synced.clone();
            for (Change change : unsynced) {
                int luck = random.nextInt(3);
                if (luck == 0 && change.bytes().length > 0) {
                    byte[] torn = new byte[random.nextInt(change.bytes().length)];
                    System.arraycopy(change.bytes(), 0, torn, 0, torn.length);
                    image = torn.length == 0 ? image : apply(image, new Change(change.offset(), torn));
                } else if (luck == 1) {
                    image = apply(image, change);
                }
            }
            return image;
        }

        private static byte[] apply(byte[] old, Change change) {
            boolean cut = change.bytes().length == 0;
            int length = (int) (cut ? change.offset() : Math.max(old.length, change.offset() + change.bytes().length));
            byte[] changed = length == old.length ? old : new byte[length];
            if (changed != old) {
                System.arraycopy(old, 0, changed, 0, Math.min(old.length, length));
            }
            System.arraycopy(change.bytes(), 0, changed, (int) change.offset(), change.bytes().length);
            return changed;
        }
    }

    void play(Path trace) throws IOException {
        try (Stream<String> lines = Files.lines(trace, StandardCharsets.ISO_8859_1)) {
            for (String line : (Iterable<String>) lines::iterator) {
                Matcher parts = LINE.matcher(line);
                if (!parts.matches()) {
                    continue;
                }
                if (parts.group(2) != null) {
                    end(parts.group(1), parts.group(3));
                } else {
                    begin(parts.group(1), parts.group(4), parts.group(5));
                }
            }
        }
    }

    private void begin(String thread, String call, String arguments) throws IOException {
        Matcher file = FILE.matcher(arguments);
        if (!file.matches()) {
            return;
        }
        String path = new String(unescaped(file.group(2)), StandardCharsets.UTF_8);
        switch (call) {
            case "pwrite64" -> write(path, file.group(3));
            case "ftruncate" -> truncate(path, file.group(3));
            case "fsync", "fdatasync" -> {
                sync(thread, path);
                if (!arguments.endsWith("<unfinished ...>")) {
                    end(thread, file.group(3));
                }
            }
            case "write" -> {
                if (file.group(1).equals("1")) {
                    acknowledged(file.group(3));
                }
            }
            default -> throw new IllegalArgumentException("Not asked for: " + call);
        }
    }

    private void write(String path, String rest) {
        Matcher write = WRITE.matcher(rest);
        if (!write.matches()) {
            throw new IllegalArgumentException("Not understood: pwrite64 of " + path);
        }
        file(path).unsynced.add(new Change(Long.parseLong(write.group(2)), unescaped(write.group(1))));
    }

    private void truncate(String path, String rest) {
        Matcher truncate = TRUNCATE.matcher(rest);
        if (truncate.matches()) {
            file(path).unsynced.add(new Change(Long.parseLong(truncate.group(1)), new byte[0]));
        }
    }

    private void sync(String thread, String path) {
        TracedFile file = file(path);
        int count = file.unsynced.size();
        syncing.put(thread, () -> file.sync(count));
    }

    private void end(String thread, String result) {
        Runnable sync = syncing.remove(thread);
        if (sync != null && result.contains("= 0")) {
            sync.run();
        }
    }

    private void acknowledged(String rest) throws IOException {
        Matcher output = OUTPUT.matcher(rest);
        if (output.matches()) {
            listener.commit(new String(unescaped(output.group(1)), StandardCharsets.UTF_8).strip());
        }
    }

    private TracedFile file(String path) {
        return files.computeIfAbsent(path, any -> new TracedFile());
    }

    private static byte[] unescaped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i + 3 < text.length(); i += 4) {
            bytes.write(Integer.parseInt(text, i + 2, i + 4, 16));
        }
        return bytes.toByteArray();
    }

    /** How many writes of a file no sync covers yet. */
    int unsynced(Path path) {
        return file(path.toString()).unsynced.size();
    }

    int syncs(Path path) {
        return file(path.toString()).syncs;
    }

    /** @param random decides what of the rest has arrived by chance; null for nothing */
    void writeImage(Path path, Path to, @Nullable Random random) throws IOException {
        TracedFile file = file(path.toString());
        byte[] image = random == null ? file.synced : file.withSomeOfTheRest(random);
        if (image.length > 0) {
            Files.write(to, image);
        }
    }
}
