package dev.talaria.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** The user's directory: everything that Talaria writes is below it. */
record TalariaHome(Path root) {
    private static final List<String> DIRECTORIES =
            List.of("etc", "deploy", "store", "blobs", "logs", "workspaces", "skills", "cache");
    private static final List<String> PRIVATE_DIRECTORIES = List.of("keys", "run");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** {@code TALARIA_HOME}, by default {@code ~/.talaria}. */
    static TalariaHome fromEnvironment() {
        String configured = System.getenv("TALARIA_HOME");
        Path root = configured == null || configured.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".talaria")
                : Path.of(configured);
        return new TalariaHome(root.toAbsolutePath().normalize());
    }

    Path etc() {
        return root.resolve("etc");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path cache() {
        return root.resolve("cache");
    }

    /** What the assembly shipped last time: the common ancestor of a merge. */
    Path shippedEtc() {
        return cache().resolve("shipped-etc");
    }

    void createDirectories() throws IOException {
        for (Path directory : below(DIRECTORIES)) {
            Files.createDirectories(directory);
        }
        for (Path directory : below(PRIVATE_DIRECTORIES)) {
            createPrivate(directory);
        }
    }

    /** @throws IOException if this process could not work here, with what to do */
    void check() throws IOException {
        HomeCheck.writable(below(DIRECTORIES));
        HomeCheck.writable(below(PRIVATE_DIRECTORIES));
    }

    private List<Path> below(List<String> names) {
        return names.stream().map(root::resolve).toList();
    }

    /** Private from its first moment, as somebody may already look whether it is. */
    private static void createPrivate(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createDirectories(directory);
        }
        if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(directory, OWNER_ONLY);
        }
    }

    /** The lock of this process on the home, or null if another process holds it. Released at the end of the process. */
    FileLock tryLock() throws IOException {
        FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return null;
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return lock;
    }

    /** Who holds the lock, for a message. */
    String ownerPid() throws IOException {
        return Files.readString(lockFile(), StandardCharsets.US_ASCII).strip();
    }

    /** Who ended the last instance. */
    Path exitNote() {
        return root.resolve("run").resolve("exit.properties");
    }

    private Path lockFile() {
        return root.resolve("run").resolve("framework.lock");
    }
}
