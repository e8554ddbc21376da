package dev.talaria.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipFile;

/** What can be said about a dropped file before it is installed. */
final class Archive {
    private Archive() {}

    static boolean isNamedSo(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".jar") || name.endsWith(".kar") || name.endsWith(".war");
    }

    /** An archive ends with its directory, so one that is still being copied, or was cut off, does not open. */
    static boolean isWhole(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.size() > 0;
        } catch (IOException e) {
            return !Files.exists(file);
        }
    }
}
