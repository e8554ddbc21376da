package dev.talaria.sandbox.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and directories that only the user of Talaria can see: outputs of commands have secrets now and then. */
final class OwnerOnly {
    private static final Set<PosixFilePermission> FOR_DIRECTORIES = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FOR_FILES = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    /** With its parents; one that is there already is closed to others. */
    static void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            Files.setPosixFilePermissions(directory, FOR_DIRECTORIES);
        } else {
            Files.createDirectories(directory, attribute(FOR_DIRECTORIES));
        }
    }

    /** @throws java.nio.file.FileAlreadyExistsException if there is one */
    static void createDirectory(Path directory) throws IOException {
        Files.createDirectory(directory, attribute(FOR_DIRECTORIES));
    }

    static Path createTemporary(Path directory, byte[] content) throws IOException {
        Path file = Files.createTempFile(directory, "new", "", attribute(FOR_FILES));
        return Files.write(file, content);
    }

    /** The whole text or nothing is there for readers. */
    static void write(Path file, String text) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path whole = createTemporary(directory, text.getBytes(StandardCharsets.UTF_8));
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void deleteTree(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }
}
