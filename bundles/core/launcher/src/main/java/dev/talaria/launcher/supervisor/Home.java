package dev.talaria.launcher.supervisor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.Set;

/** The files of one home that the supervisor reads and writes. */
record Home(Path root) {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    void createDirectories() throws IOException {
        Files.createDirectories(root.resolve("logs"));
        Files.createDirectories(root.resolve("etc"));
        if (!Files.getFileStore(root).supportsFileAttributeView("posix")) {
            Files.createDirectories(run());
            return;
        }
        try {
            // Private from its first moment: a client may look at it.
            Files.createDirectory(run(), PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            Files.setPosixFilePermissions(run(), OWNER_ONLY);
        }
    }

    Path log() {
        return root.resolve("logs").resolve("instance.log");
    }

    Path quarantine() {
        return root.resolve("etc").resolve("talaria.quarantine");
    }

    Path busy() {
        return run().resolve("busy");
    }

    /** Written by the instance when it ends in an orderly way. */
    Path exitNote() {
        return run().resolve("exit.properties");
    }

    Path state() {
        return run().resolve("supervisor.properties");
    }

    private Path pidFile() {
        return run().resolve("supervisor.pid");
    }

    private Path run() {
        return root.resolve("run");
    }

    /** The right to supervise this home until the process ends, or null if another process has it. */
    FileLock tryLock() throws IOException {
        FileChannel channel =
                FileChannel.open(run().resolve("supervisor.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return null;
        }
        try (FileChannel pid = FileChannel.open(
                pidFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            pid.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        }
        return lock;
    }

    /** Who supervises it, for a message. */
    String supervisorPid() {
        try {
            return Files.readString(pidFile(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return "?";
        }
    }

    void forgetPid() {
        delete(pidFile());
    }

    /** What an instance before this one left behind says nothing about the next. */
    void forgetLastRun() {
        delete(exitNote());
        delete(busy());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // A disk that takes nothing is no reason to stop supervising.
        }
    }

    Properties readExitNote(long pid) {
        Properties note = new Properties();
        try (var reader = Files.newBufferedReader(exitNote(), StandardCharsets.UTF_8)) {
            note.load(reader);
        } catch (NoSuchFileException e) {
            return note;
        } catch (IOException | IllegalArgumentException e) {
            note.clear();
        }
        if (!note.getProperty("pid", "").equals(Long.toString(pid))) {
            note.clear();
        }
        return note;
    }
}
