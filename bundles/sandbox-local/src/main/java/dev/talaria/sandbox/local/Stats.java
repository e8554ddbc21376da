package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.FileStat;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/** What the host tells of a file, in the words of the API. */
final class Stats {
    private Stats() {}

    static FileStat of(BasicFileAttributes attributes) {
        FileStat.Type type = type(attributes);
        return new FileStat(
                type,
                type == FileStat.Type.FILE ? attributes.size() : 0,
                attributes.lastModifiedTime().toMillis(),
                version(attributes));
    }

    /** The inode changes with a replacement, size and time with a change in place. */
    private static String version(BasicFileAttributes attributes) {
        return attributes.fileKey() + " " + attributes.size() + " "
                + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    }

    private static FileStat.Type type(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return FileStat.Type.LINK;
        }
        if (attributes.isRegularFile()) {
            return FileStat.Type.FILE;
        }
        return attributes.isDirectory() ? FileStat.Type.DIRECTORY : FileStat.Type.OTHER;
    }
}
