package dev.talaria.shell;

import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.Blob;
import dev.talaria.shell.AskOptions.UsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a file that a person attaches. Its kind is told by its first bytes, not by its name. */
public final class AttachedFile {
    /** What the providers with the highest limits take. */
    private static final long MOST_BYTES = 20L << 20;

    private AttachedFile() {}

    /**
     * @param cwd what a relative path is relative to
     * @throws UsageException if it cannot be read, or is too large
     */
    public static Attachment read(String path, String cwd) throws UsageException {
        Path file = Path.of(cwd).resolve(path);
        try {
            if (!Files.isRegularFile(file)) {
                throw new UsageException("--attach " + path + ": there is no such file in " + cwd + ".");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new UsageException("--attach " + path + ": it has " + Files.size(file) + " bytes; at most "
                        + MOST_BYTES + " can be attached. Name the path in the message, so that the model reads it.");
            }
            byte[] bytes = Files.readAllBytes(file);
            return new Attachment(String.valueOf(file.getFileName()), mediaType(bytes), Blob.of(bytes));
        } catch (IOException e) {
            throw new UsageException("--attach " + path + ": it cannot be read (" + e + ").");
        }
    }

    static String mediaType(byte[] bytes) {
        if (startsWith(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        }
        if (startsWith(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (startsWith(bytes, 0, "GIF8")) {
            return "image/gif";
        }
        if (startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP")) {
            return "image/webp";
        }
        return isText(bytes) ? "text/plain" : "application/octet-stream";
    }

    private static boolean startsWith(byte[] bytes, int from, String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= from + wanted.length
                && Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
    }

    private static boolean isText(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .chars()
                    .noneMatch(c -> c == 0);
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
