package dev.talaria.sandbox.support.sync;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the regular files of a tar archive, POSIX.1-2001 (pax), as GNU tar writes it with {@code --format=posix}. */
final class TarReader {
    private static final int LONGEST_HEADER = 64 * 1024;

    private final InputStream in;
    private long left;
    private long padding;

    TarReader(InputStream in) {
        this.in = in;
    }

    /** @param executable whether its owner may run it */
    record Entry(String name, long size, boolean executable) {}

    /**
     * The next file; what was not read of the one before is skipped.
     *
     * @throws IOException if the archive is damaged, or has something else than regular files in it
     */
    Optional<Entry> next() throws IOException {
        skip(left + padding);
        left = 0;
        padding = 0;
        String longName = "";
        long longSize = -1;
        while (true) {
            byte[] block = in.readNBytes(TarWriter.BLOCK);
            if (block.length < TarWriter.BLOCK) {
                throw new IOException("the archive was cut off");
            }
            if (block[0] == 0) {
                in.transferTo(OutputStream.nullOutputStream());
                return Optional.empty();
            }
            long size = octal(block, 124, 12);
            char type = (char) block[156];
            if (type == 'x' || type == 'g') {
                String[] records = pax(size);
                longName = type == 'x' && !records[0].isEmpty() ? records[0] : longName;
                longSize = type == 'x' && !records[1].isEmpty() ? Long.parseLong(records[1]) : longSize;
                continue;
            }
            if (type != '0' && type != 0) {
                throw new IOException("the archive has something of type '" + type + "' in it");
            }
            left = longSize < 0 ? size : longSize;
            padding = (TarWriter.BLOCK - left % TarWriter.BLOCK) % TarWriter.BLOCK;
            boolean executable = (octal(block, 100, 8) & 0100) != 0;
            return Optional.of(new Entry(longName.isEmpty() ? name(block) : longName, left, executable));
        }
    }

    /** A part of the file that {@link #next} gave; less than 0 at its end. */
    int read(byte[] buffer) throws IOException {
        if (left == 0) {
            return -1;
        }
        int length = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (length < 0) {
            throw new IOException("the archive was cut off");
        }
        left -= length;
        return length;
    }

    /** By reading: a pipe cannot be moved in. */
    private void skip(long bytes) throws IOException {
        byte[] buffer = new byte[(int) Math.min(bytes, 65_536)];
        long rest = bytes;
        while (rest > 0) {
            int length = in.read(buffer, 0, (int) Math.min(buffer.length, rest));
            if (length < 0) {
                throw new IOException("the archive was cut off");
            }
            rest -= length;
        }
    }

    private static String name(byte[] block) {
        String prefix = text(block, 345, 155);
        String name = text(block, 0, 100);
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] block, int at, int width) {
        int end = at;
        while (end < at + width && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, StandardCharsets.UTF_8);
    }

    private static long octal(byte[] block, int at, int width) throws IOException {
        try {
            return Long.parseLong(text(block, at, width).strip(), 8);
        } catch (NumberFormatException e) {
            throw new IOException("the archive is damaged", e);
        }
    }

    /** Path and size, where the records have them; else empty. */
    private String[] pax(long size) throws IOException {
        if (size > LONGEST_HEADER) {
            throw new IOException("the archive has a header of " + size + " bytes");
        }
        byte[] bytes = in.readNBytes((int) size);
        skip((TarWriter.BLOCK - size % TarWriter.BLOCK) % TarWriter.BLOCK);
        String[] found = {"", ""};
        int at = 0;
        while (at < bytes.length) {
            int space = at;
            while (space < bytes.length && bytes[space] != ' ') {
                space++;
            }
            int length = Integer.parseInt(new String(bytes, at, space - at, StandardCharsets.US_ASCII));
            if (length <= space - at + 1 || at + length > bytes.length) {
                throw new IOException("the archive is damaged");
            }
            String record = new String(bytes, space + 1, at + length - space - 2, StandardCharsets.UTF_8);
            if (record.startsWith("path=")) {
                found[0] = record.substring(5);
            } else if (record.startsWith("size=")) {
                found[1] = record.substring(5);
            }
            at += length;
        }
        return found;
    }
}
