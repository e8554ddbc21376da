package dev.talaria.sandbox.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The output of a detached command: files {@code log.<offset of the first byte>}, written by {@code detached.sh}, which
 * removes the oldest. What was removed reads as empty lines, so that offsets keep their meaning.
 */
final class DetachedLog {
    /** A part is full at this size. It may grow by 8 MB more in one go, and two are kept: 40 MB at most. */
    static final int PART_BYTES = 12 * 1024 * 1024;

    private static final String PREFIX = "log.";
    private static final int TRIES = 3;

    private final Path directory;

    DetachedLog(Path directory) {
        this.directory = directory;
    }

    long size() throws IOException {
        for (int i = 1; ; i++) {
            Map.Entry<Long, Path> last = parts().lastEntry();
            try {
                return last == null ? 0 : last.getKey() + Files.size(last.getValue());
            } catch (NoSuchFileException e) {
                // Two more parts were begun meanwhile.
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    byte[] read(long offset, int length) throws IOException {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("no output at " + offset + " of length " + length);
        }
        NavigableMap<Long, Path> parts = parts();
        Map.Entry<Long, Path> part = parts.floorEntry(offset);
        if (part == null) {
            return parts.isEmpty() ? new byte[0] : removed(Math.min(parts.firstKey() - offset, length));
        }
        try (FileChannel channel = FileChannel.open(part.getValue())) {
            long start = offset - part.getKey();
            long there = Math.max(0, Math.min(channel.size() - start, length));
            ByteBuffer bytes = ByteBuffer.allocate((int) there);
            while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) > 0) {
                continue;
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        } catch (NoSuchFileException e) {
            return removed(length);
        }
    }

    private static byte[] removed(long length) {
        byte[] lines = new byte[(int) length];
        Arrays.fill(lines, (byte) '\n');
        return lines;
    }

    private NavigableMap<Long, Path> parts() throws IOException {
        NavigableMap<Long, Path> parts = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path file : files) {
                parts.put(Long.parseLong(file.getFileName().toString().substring(PREFIX.length())), file);
            }
        }
        return parts;
    }
}
