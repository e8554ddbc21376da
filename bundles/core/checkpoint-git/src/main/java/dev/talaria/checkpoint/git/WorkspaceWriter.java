package dev.talaria.checkpoint.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jgit.lib.FileMode;
import org.jspecify.annotations.Nullable;

/**
 * Changes single files of a workspace, and nothing outside it. Each change expects the file as the checkpoint before
 * has it, so that nothing is lost which that checkpoint does not hold.
 */
final class WorkspaceWriter {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-rw-rw-");
    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxrwxrwx");
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private final Path root;

    WorkspaceWriter(Path root) {
        this.root = root;
    }

    /** What to write in place of what. */
    record Replacement(
            FileMode mode,
            byte[] content,
            boolean ownerOnly,
            @Nullable Entry expected) {}

    static byte[] read(Path root, Entry entry) throws IOException {
        List<String> steps = Names.steps(entry.path());
        if (entry.mode().equals(FileMode.SYMLINK)) {
            return Folder.linkTarget(root.resolve(entry.path()));
        }
        try (FolderChain chain = FolderChain.to(root, parents(steps), false)) {
            return Folder.read(chain.last(), name(steps), entry.stamp().size());
        }
    }

    /** Removes a file, then the directories that it leaves empty. A file that is gone already is no error. */
    void remove(String path, Entry expected) throws IOException {
        List<String> steps = Names.steps(path);
        try (FolderChain chain = FolderChain.to(root, parents(steps), false)) {
            expect(chain.last(), name(steps), expected);
            chain.last().deleteFile(name(steps));
            for (int level = chain.depth() - 1; level > 0; level--) {
                chain.at(level - 1).deleteDirectory(Path.of(steps.get(level - 1)));
            }
        } catch (NoSuchFileException | DirectoryNotEmptyException e) {
            // Gone already, or the directory is still needed.
        }
    }

    void write(String path, Replacement replacement) throws IOException {
        List<String> steps = Names.steps(path);
        Path name = name(steps);
        try (FolderChain chain = FolderChain.to(root, parents(steps), true)) {
            PosixFileAttributes present = expect(chain.last(), name, replacement.expected());
            if (present != null && present.isDirectory()) {
                chain.last().deleteDirectory(name); // Only an empty one goes: no checkpoint holds empty directories.
            }
            if (replacement.mode().equals(FileMode.SYMLINK)) {
                String target = new String(replacement.content(), StandardCharsets.UTF_8);
                chain.makeLink(name, root.getFileSystem().getPath(target));
            } else {
                file(chain.last(), name, replacement, present);
            }
        }
    }

    private static void file(
            SecureDirectoryStream<Path> folder,
            Path name,
            Replacement replacement,
            @Nullable PosixFileAttributes present)
            throws IOException {
        Path unfinished = Path.of(Names.UNFINISHED + UUID.randomUUID());
        boolean executable = replacement.mode().equals(FileMode.EXECUTABLE_FILE);
        Set<PosixFilePermission> wanted = EnumSet.copyOf(executable ? PROGRAM : FILE);
        if (replacement.ownerOnly()) {
            wanted.retainAll(OWNER);
        }
        FileAttribute<?> permissions = PosixFilePermissions.asFileAttribute(wanted);
        try {
            try (SeekableByteChannel channel = folder.newByteChannel(
                    unfinished,
                    Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS),
                    permissions)) {
                ByteBuffer bytes = ByteBuffer.wrap(replacement.content());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            if (present != null && present.isRegularFile()) {
                view(folder, unfinished).setPermissions(permissions(present, executable));
            }
            folder.move(unfinished, folder, name);
        } catch (IOException | RuntimeException e) {
            deleteIfThere(folder, unfinished);
            throw e;
        }
    }

    /** Those that the file has now, but for the right to run it. */
    private static Set<PosixFilePermission> permissions(PosixFileAttributes present, boolean executable) {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        permissions.addAll(present.permissions());
        set(permissions, PosixFilePermission.OWNER_EXECUTE, executable);
        set(
                permissions,
                PosixFilePermission.GROUP_EXECUTE,
                executable && permissions.contains(PosixFilePermission.GROUP_READ));
        set(
                permissions,
                PosixFilePermission.OTHERS_EXECUTE,
                executable && permissions.contains(PosixFilePermission.OTHERS_READ));
        return permissions;
    }

    private static void set(Set<PosixFilePermission> permissions, PosixFilePermission permission, boolean wanted) {
        if (wanted) {
            permissions.add(permission);
        } else {
            permissions.remove(permission);
        }
    }

    private static @Nullable PosixFileAttributes expect(
            SecureDirectoryStream<Path> folder, Path name, @Nullable Entry expected) throws IOException {
        PosixFileAttributes present;
        try {
            present = view(folder, name).readAttributes();
        } catch (NoSuchFileException e) {
            return null;
        }
        if (expected == null && !present.isDirectory()) {
            throw new FileAlreadyExistsException("is there now, but checkpoints leave it out (ignored, too large or"
                    + " unreadable), so that it would be lost");
        }
        if (expected != null && !expected.stamp().equals(Stamp.of(present))) {
            throw new FileSystemException("was changed by somebody else meanwhile");
        }
        return present;
    }

    private static PosixFileAttributeView view(SecureDirectoryStream<Path> folder, Path name) {
        return folder.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static void deleteIfThere(SecureDirectoryStream<Path> folder, Path name) {
        try {
            folder.deleteFile(name);
        } catch (IOException e) {
            // What counts is the failure that led here; the next walk leaves the rest out.
        }
    }

    private static List<String> parents(List<String> steps) {
        return steps.subList(0, steps.size() - 1);
    }

    private static Path name(List<String> steps) {
        return Path.of(steps.get(steps.size() - 1));
    }
}
