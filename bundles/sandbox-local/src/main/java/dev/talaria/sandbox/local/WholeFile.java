package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileChangedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Replaces or removes one file of an open directory, as a whole. */
final class WholeFile {
    /**
     * Between the look at the version and the rename nobody else of this process may do the same. Another process may;
     * no system call compares and renames.
     */
    private static final Object CHANGE = new Object();

    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private final OpenDirectory directory;
    private final Path name;
    private final String path;

    WholeFile(OpenDirectory directory, Path name, String path) {
        this.directory = directory;
        this.name = name;
        this.path = path;
    }

    void replace(byte[] content, String expected) throws IOException {
        Optional<BasicFileAttributes> old = directory.regularFile(name);
        expect(old, expected);
        Path temporary = name.getFileSystem().getPath(".talaria-" + UUID.randomUUID() + ".tmp");
        try {
            fill(temporary, content, old.isPresent());
            synchronized (CHANGE) {
                expect(directory.regularFile(name), expected);
                directory.rename(temporary, name);
            }
        } catch (IOException | RuntimeException e) {
            remove(temporary, e);
            throw e;
        }
    }

    void delete(String expected) throws IOException {
        synchronized (CHANGE) {
            BasicFileAttributes there = directory.attributes(name).orElseThrow(() -> new NoSuchFileException(path));
            if (there.isDirectory()) {
                expect(Optional.of(there), expected);
                directory.deleteDirectory(name);
            } else {
                expect(directory.regularFile(name), expected);
                directory.deleteFile(name);
            }
        }
    }

    /** A new file gets the mode that the umask gives; the old file's successor is shut until it has the old mode. */
    private void fill(Path temporary, byte[] content, boolean replaces) throws IOException {
        try (SeekableByteChannel channel = replaces
                ? directory.open(temporary, NEW, OpenDirectory.FOR_THE_OWNER)
                : directory.open(temporary, NEW)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            if (channel instanceof FileChannel file) {
                file.force(true);
            }
        }
        if (replaces) {
            keepOwnerAndMode(temporary);
        }
    }

    private void keepOwnerAndMode(Path temporary) throws IOException {
        PosixFileAttributes old = directory.posix(name).readAttributes();
        PosixFileAttributeView view = directory.posix(temporary);
        PosixFileAttributes made = view.readAttributes();
        try {
            if (!old.owner().equals(made.owner())) {
                view.setOwner(old.owner());
            }
            if (!old.group().equals(made.group())) {
                view.setGroup(old.group());
            }
        } catch (FileSystemException e) {
            // Only root gives files away; the content and the mode matter more than the owner.
        }
        view.setPermissions(old.permissions());
    }

    private void expect(Optional<BasicFileAttributes> there, String expected) throws FileChangedException {
        String version = there.map(attributes -> Stats.of(attributes).version()).orElse(FileAccess.ABSENT);
        if (!expected.isEmpty() && !expected.equals(version)) {
            throw new FileChangedException(path);
        }
    }

    private void remove(Path temporary, Exception failure) {
        try {
            directory.deleteFile(temporary);
        } catch (NoSuchFileException e) {
            // It was never made.
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
