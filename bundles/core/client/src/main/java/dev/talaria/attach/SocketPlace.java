package dev.talaria.attach;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;

/**
 * Where the socket of a home is: {@code run/talaria.sock}, or, as the operating system takes no long paths for sockets,
 * a folder below the temporary directory that is named by the hash of the home's path.
 *
 * @param home absolute
 * @param socket what is bound
 */
public record SocketPlace(Path home, Path socket) {
    /** A few less than the 103 bytes that the smallest limit, that of macOS, leaves. */
    private static final int LONGEST_PATH_BYTES = 100;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** Not the JVM's temporary directory nor that of the environment: they differ between client and instance. */
    private static final Path TEMPORARY = Path.of("/tmp");

    public static SocketPlace of(Path home) {
        return of(home, TEMPORARY);
    }

    static SocketPlace of(Path home, Path temporary) {
        Path absolute = home.toAbsolutePath().normalize();
        Path socket = absolute.resolve("run").resolve("talaria.sock");
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH_BYTES) {
            return new SocketPlace(absolute, socket);
        }
        return new SocketPlace(
                absolute, temporary.resolve("talaria-" + hash(absolute)).resolve("talaria.sock"));
    }

    /** Makes its folder, for the server. */
    public void createFolder() throws IOException {
        FileAttribute<Set<PosixFilePermission>> ownerOnly = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
        try {
            Files.createDirectory(folder(), ownerOnly);
        } catch (FileAlreadyExistsException e) {
            // whose it is, is checked below
        }
        check();
    }

    /**
     * Whether nobody but the home's owner can have put a socket there. Below the temporary directory anybody can make a
     * folder of that name. Who may look into it does not matter: the server asks the kernel who its clients are.
     *
     * @throws IOException with what is wrong and what to do
     */
    public void check() throws IOException {
        PosixFileAttributes is = Files.readAttributes(folder(), PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!is.isDirectory()
                || !is.owner().equals(Files.getOwner(home))
                || is.permissions().contains(PosixFilePermission.GROUP_WRITE)
                || is.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException(folder() + " is not a folder that only the owner of " + home
                    + " can write to. Remove it, or set TALARIA_HOME to another path.");
        }
    }

    private Path folder() {
        return socket.getParent();
    }

    private static String hash(Path path) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(path.toString().getBytes(StandardCharsets.UTF_8));
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                text.append(Character.forDigit(digest[i] >> 4 & 15, 16)).append(Character.forDigit(digest[i] & 15, 16));
            }
            return text.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
