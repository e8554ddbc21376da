package dev.talaria.checkpoint.git;

import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What tells an unchanged file without reading it. Java shows no change time: an edit in place that keeps the size and
 * sets the old modification time again is not seen.
 *
 * @param file of the device and inode, as far as Java tells
 * @param mode the kind of file and its permissions
 */
record Stamp(long size, long modifiedNanos, long file, int mode) {
    private static final int LINK = 1 << 16;

    static Stamp of(PosixFileAttributes attributes) {
        Object key = attributes.fileKey();
        return new Stamp(
                attributes.size(),
                attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                key == null ? 0 : key.hashCode(),
                mode(attributes));
    }

    private static int mode(PosixFileAttributes attributes) {
        int mode = attributes.isSymbolicLink() ? LINK : 0;
        for (PosixFilePermission permission : attributes.permissions()) {
            mode |= 1 << permission.ordinal();
        }
        return mode;
    }

    /** Whether the file may have been written again, within the resolution of its clock, after it was looked at. */
    boolean isRacy(long lookedAtMillis, long resolutionMillis) {
        return TimeUnit.NANOSECONDS.toMillis(modifiedNanos) >= lookedAtMillis - resolutionMillis;
    }

    static boolean executable(Set<PosixFilePermission> permissions) {
        return permissions.contains(PosixFilePermission.OWNER_EXECUTE);
    }
}
