package dev.talaria.sandbox.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/** A path that leads to an open directory wherever it is now: Linux lists the handles of a process below /proc. */
final class HandlePath {
    private static final Path HANDLES = Path.of("/proc/self/fd");

    private HandlePath() {}

    /** @throws FileSystemException if the process table is not to be seen */
    static Path of(SecureDirectoryStream<Path> directory, Path shown) throws IOException {
        Object wanted = directory
                .getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
        try (DirectoryStream<Path> handles = Files.newDirectoryStream(HANDLES)) {
            for (Path handle : handles) {
                if (leadsTo(handle, wanted)) {
                    return handle;
                }
            }
        }
        throw new FileSystemException(
                shown.toString(), null, "no directory can be made in it: /proc/self/fd does not show its handle");
    }

    private static boolean leadsTo(Path handle, Object wanted) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(handle, BasicFileAttributes.class);
            return attributes.isDirectory() && Objects.equals(attributes.fileKey(), wanted);
        } catch (IOException e) {
            // Closed meanwhile.
            return false;
        }
    }
}
