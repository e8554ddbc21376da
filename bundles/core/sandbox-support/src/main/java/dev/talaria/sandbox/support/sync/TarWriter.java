package dev.talaria.sandbox.support.sync;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes regular files as a tar archive, POSIX.1-2001 (pax): names of any length, in UTF-8. */
final class TarWriter {
    static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int BUFFER = 65_536;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    void file(String name, byte[] content) throws IOException {
        header(name, content.length, 0600, System.currentTimeMillis() / 1_000);
        out.write(content);
        pad(content.length);
    }

    /**
     * @param content is read for {@code size} bytes and must end then
     * @param modified in seconds since 1970
     * @throws IOException if the file has another size by now
     */
    void file(String name, long size, int mode, long modified, InputStream content) throws IOException {
        header(name, size, mode, modified);
        byte[] buffer = new byte[BUFFER];
        long left = size;
        while (left > 0) {
            int length = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (length < 0) {
                throw new IOException(name + " was cut while it was read");
            }
            out.write(buffer, 0, length);
            left -= length;
        }
        if (content.read() >= 0) {
            throw new IOException(name + " grew while it was read");
        }
        pad(size);
    }

    void end() throws IOException {
        out.write(new byte[2 * BLOCK]);
    }

    private void header(String name, long size, int mode, long modified) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > NAME) {
            byte[] record = paxRecord("path", name);
            block("././@PaxHeader".getBytes(StandardCharsets.US_ASCII), 'x', record.length, 0600, modified);
            out.write(record);
            pad(record.length);
        }
        block(Arrays.copyOf(bytes, Math.min(bytes.length, NAME)), '0', size, mode, modified);
    }

    /** Its first word is its own length, in decimal digits. */
    private static byte[] paxRecord(String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int length = rest.getBytes(StandardCharsets.UTF_8).length;
        int digits = 1;
        while (Integer.toString(length + digits).length() > digits) {
            digits++;
        }
        return ((length + digits) + rest).getBytes(StandardCharsets.UTF_8);
    }

    private void block(byte[] name, char type, long size, int mode, long modified) throws IOException {
        byte[] block = new byte[BLOCK];
        System.arraycopy(name, 0, block, 0, name.length);
        octal(block, 100, 8, mode);
        octal(block, 108, 8, 0);
        octal(block, 116, 8, 0);
        octal(block, 124, 12, size);
        octal(block, 136, 12, modified);
        block[156] = (byte) type;
        byte[] magic = "ustar\00000".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, block, 257, magic.length);
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        octal(block, 148, 7, sum);
        out.write(block);
    }

    private static void octal(byte[] block, int at, int width, long value) {
        String digits = String.format("%0" + (width - 1) + "o", value);
        byte[] bytes = digits.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, at, bytes.length);
        block[at + width - 1] = 0;
    }

    private void pad(long size) throws IOException {
        int over = (int) (size % BLOCK);
        if (over > 0) {
            out.write(new byte[BLOCK - over]);
        }
    }
}
