package dev.talaria.checkpoint.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;

/** Puts single files back. A path that would lead out of the workspace, by its name or through a link, is refused. */
final class Restore {
    private final Repository repository;
    private final Path workspace;

    /** @param workspace with links resolved */
    Restore(Repository repository, Path workspace) {
        this.repository = repository;
        this.workspace = workspace;
    }

    /** @param entry from the present state to the kept one */
    void apply(DiffEntry entry) throws IOException {
        if (entry.getChangeType() == DiffEntry.ChangeType.DELETE) {
            Files.deleteIfExists(place(entry.getOldPath()));
            return;
        }
        Path file = place(entry.getNewPath());
        byte[] content = repository.open(entry.getNewId().toObjectId()).getBytes();
        Path part = file.resolveSibling(".talaria-" + Long.toHexString(System.nanoTime()));
        try {
            if (entry.getNewMode().equals(FileMode.SYMLINK)) {
                Files.createSymbolicLink(part, Path.of(new String(content, StandardCharsets.UTF_8)));
            } else {
                Files.write(part, content);
                setExecutable(part, entry.getNewMode().equals(FileMode.EXECUTABLE_FILE));
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Path place(String path) throws IOException {
        Path file = workspace.resolve(path).normalize();
        if (!file.startsWith(workspace) || file.equals(workspace)) {
            throw new FileSystemException(path, null, "leads out of the workspace");
        }
        Path parent = file.getParent();
        for (Path step = workspace; !step.equals(parent); ) {
            step = step.resolve(parent.getName(step.getNameCount()));
            if (Files.isSymbolicLink(step)) {
                throw new FileSystemException(path, null, step + " is a link now; remove it first");
            }
            if (!Files.isDirectory(step, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(step);
            }
        }
        return file;
    }

    private static void setExecutable(Path file, boolean executable) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (executable) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        Files.setPosixFilePermissions(file, permissions);
    }
}
