package dev.talaria.store.sqlite;

import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoreException.Code;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;

/** Folders that only their owner may enter, and whose entries reach the disk. */
final class Folders {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private Folders() {}

    /** Creates the folder if it is missing; one that others may enter is closed to them. */
    static Path ownerOnly(Path folder) {
        try {
            boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (!Files.isDirectory(folder)) {
                if (posix) {
                    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                } else {
                    Files.createDirectories(folder);
                }
                sync(folder.toAbsolutePath().getParent());
            } else if (posix && !OWNER_ONLY.equals(Files.getPosixFilePermissions(folder))) {
                Files.getFileAttributeView(folder, PosixFileAttributeView.class).setPermissions(OWNER_ONLY);
            }
            return folder;
        } catch (IOException e) {
            throw failed(folder, "cannot be created or closed to other users", e);
        }
    }

    /** Syncs the names in a folder: a new file survives a power cut only after this. */
    static void sync(Path folder) {
        boolean interrupted = false;
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted(); // An interrupted thread must be able to finish its write.
                }
            }
        } catch (IOException e) {
            throw failed(folder, "cannot be synced", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Syncs what is in a file that somebody else has written. */
    static void syncFile(Path file) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.getFD().sync();
        }
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    static StoreException failed(Path path, String what, IOException cause) {
        return new StoreException(
                Code.IO,
                path + " " + what + " (" + cause + ")",
                "Check that the disk has space and is not read-only, and that this user may write there.",
                cause);
    }
}
