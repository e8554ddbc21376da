package dev.talaria.engine.secret;

import dev.talaria.api.secret.SecretException;
import dev.talaria.api.secret.SecretException.Code;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Files that only their owner may read, replaced as a whole and on disk before anybody is told. */
final class OwnerFiles {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private OwnerFiles() {}

    /**
     * Empty if there is no such file.
     *
     * @throws SecretException PERMISSIONS if others may read or write it or its folder
     */
    static Optional<byte[]> read(Path file, int most) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        requireOwnerOnly(file.getParent(), "700");
        requireOwnerOnly(file, "600");
        try (var in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(most));
        } catch (IOException e) {
            throw SecretFailures.unreadable(file, e);
        }
    }

    private static void requireOwnerOnly(Path path, String mode) {
        try {
            if (!isPosix(path)) {
                return;
            }
            Set<PosixFilePermission> wide = EnumSet.copyOf(OTHERS);
            wide.retainAll(Files.getPosixFilePermissions(path));
            if (!wide.isEmpty()) {
                throw new SecretException(
                        Code.PERMISSIONS,
                        path + " is open to other users ("
                                + PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                                + "), so it is not used.",
                        "Close it: chmod " + mode + " " + path
                                + ". If somebody may have read it, change the secrets that are in it.",
                        null);
            }
        } catch (IOException e) {
            throw SecretFailures.unreadable(path, e);
        }
    }

    /** Replaces the file, or makes it, in one step that survives a power cut. */
    static void replace(Path file, byte[] content) {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            createFolder(file.getParent());
            requireOwnerOnly(file.getParent(), "700");
            Files.deleteIfExists(temporary);
            create(temporary);
            try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
                out.write(content);
                out.getFD().sync();
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(file.getParent());
        } catch (IOException e) {
            throw SecretFailures.unwritable(file, e);
        }
    }

    private static void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (isPosix(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static void create(Path file) throws IOException {
        if (isPosix(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
        } else {
            Files.createFile(file);
        }
    }

    /** Again if the thread was interrupted: what was asked for is finished. */
    private static void syncFolder(Path folder) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
