package dev.talaria.tools.file;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Kinds of files that are no text, by their first bytes or, where these say nothing, by their name. */
final class BinaryKind {
    private static final String IMAGE = "an image";
    private static final String ARCHIVE = "an archive (look into it with the terminal tool: unzip -l or tar -t)";
    private static final String PROGRAM = "a program";
    private static final String PDF = "a PDF document (the terminal tool may have pdftotext)";
    private static final String DATABASE = "an SQLite database (the terminal tool may have sqlite3)";
    private static final String MEDIA = "sound or video";

    private record Magic(String start, String kind) {}

    private static final List<Magic> MAGICS = List.of(
            new Magic("\u0089PNG\r\n", IMAGE),
            new Magic("\u00FF\u00D8\u00FF", IMAGE),
            new Magic("GIF8", IMAGE),
            new Magic("RIFF", "sound, video or an image"),
            new Magic("PK\u0003\u0004", ARCHIVE),
            new Magic("\u001F\u008B", ARCHIVE),
            new Magic("BZh", ARCHIVE),
            new Magic("\u00FD7zXZ", ARCHIVE),
            new Magic("7z\u00BC\u00AF", ARCHIVE),
            new Magic("(\u00B5/\u00FD", ARCHIVE),
            new Magic("\u007FELF", PROGRAM),
            new Magic("\u00CA\u00FE\u00BA\u00BE", PROGRAM),
            new Magic("%PDF-", PDF),
            new Magic("SQLite format 3", DATABASE),
            new Magic("OggS", MEDIA),
            new Magic("ID3", MEDIA));

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("png", IMAGE),
            Map.entry("jpg", IMAGE),
            Map.entry("jpeg", IMAGE),
            Map.entry("gif", IMAGE),
            Map.entry("webp", IMAGE),
            Map.entry("bmp", IMAGE),
            Map.entry("ico", IMAGE),
            Map.entry("tiff", IMAGE),
            Map.entry("mp3", MEDIA),
            Map.entry("mp4", MEDIA),
            Map.entry("mkv", MEDIA),
            Map.entry("mov", MEDIA));

    private BinaryKind() {}

    /** @throws Refusal if the file is known to be no text */
    static void refuse(String path, byte[] start, int length) throws Refusal {
        for (Magic magic : MAGICS) {
            if (begins(start, length, magic.start) && hasControls(start, length)) {
                throw refusal(path, magic.kind);
            }
        }
        String name = SandboxPath.name(path).toLowerCase(Locale.ROOT);
        String kind = NAMES.get(name.substring(name.lastIndexOf('.') + 1));
        if (kind != null && length > 0 && hasControls(start, length)) {
            throw refusal(path, kind);
        }
    }

    private static Refusal refusal(String path, String kind) {
        String advice = kind.equals(IMAGE) ? " Use vision_analyze for images, if that tool is there." : "";
        return new Refusal(path + " is " + kind + ", no text." + advice);
    }

    private static boolean begins(byte[] content, int length, String start) {
        if (length < start.length()) {
            return false;
        }
        for (int i = 0; i < start.length(); i++) {
            if ((content[i] & 0xff) != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A text may begin with the letters of a magic, or have a picture's name; it has no such bytes. */
    private static boolean hasControls(byte[] content, int length) {
        for (int i = 0; i < length; i++) {
            if (content[i] < '\t') {
                return true;
            }
        }
        return false;
    }
}
