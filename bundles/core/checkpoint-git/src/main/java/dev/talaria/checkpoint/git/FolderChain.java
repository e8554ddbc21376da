package dev.talaria.checkpoint.git;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The directories from the root of a workspace down to the parent of one path, each opened from the one before and
 * never through a link. What is done in the last of them is done inside the workspace, whatever is renamed meanwhile.
 */
final class FolderChain implements Closeable {
    private final Path root;
    private final List<SecureDirectoryStream<Path>> open = new ArrayList<>();

    private FolderChain(Path root) {
        this.root = root;
    }

    /** @throws IOException if a step on the way is missing and not to be made, or is no directory */
    static FolderChain to(Path root, List<String> parents, boolean make) throws IOException {
        FolderChain chain = new FolderChain(root);
        try {
            chain.open.add(Folder.open(root));
            for (String parent : parents) {
                chain.enter(Path.of(parent), make);
            }
            return chain;
        } catch (IOException | RuntimeException e) {
            chain.close();
            throw e;
        }
    }

    SecureDirectoryStream<Path> last() {
        return open.get(open.size() - 1);
    }

    /** How many directories are open, the root among them. */
    int depth() {
        return open.size();
    }

    SecureDirectoryStream<Path> at(int level) {
        return open.get(level);
    }

    private void enter(Path name, boolean make) throws IOException {
        try {
            open.add(enter(name));
        } catch (NoSuchFileException e) {
            if (!make) {
                throw e;
            }
            make(name);
            open.add(enter(name));
        }
    }

    private SecureDirectoryStream<Path> enter(Path name) throws IOException {
        try {
            return last().newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            throw new NotDirectoryException(name + " on the way is a link, no directory, or closed to this user");
        }
    }

    /** Java makes directories and links by path only: they are made in the root, and moved to where they belong. */
    private void make(Path name) throws IOException {
        Path unfinished = Path.of(Names.UNFINISHED + UUID.randomUUID());
        Files.createDirectory(root.resolve(unfinished));
        moveFromRoot(unfinished, name, true);
    }

    void makeLink(Path name, Path target) throws IOException {
        Path unfinished = Path.of(Names.UNFINISHED + UUID.randomUUID());
        Files.createSymbolicLink(root.resolve(unfinished), target);
        moveFromRoot(unfinished, name, false);
    }

    private void moveFromRoot(Path unfinished, Path name, boolean directory) throws IOException {
        try {
            at(0).move(unfinished, last(), name);
        } catch (IOException e) {
            if (directory) {
                at(0).deleteDirectory(unfinished);
            } else {
                at(0).deleteFile(unfinished);
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }
}
