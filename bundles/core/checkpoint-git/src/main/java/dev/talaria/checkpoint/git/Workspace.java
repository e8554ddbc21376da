package dev.talaria.checkpoint.git;

import dev.talaria.api.base.Blob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A directory that checkpoints may be taken of, by its real path.
 *
 * @param key names it in the store: a part of the hash of the path
 */
record Workspace(Path root, String key) {
    private static final int KEY_DIGITS = 32;

    /** @throws dev.talaria.api.checkpoint.CheckpointException if it is no directory, or one that is never kept */
    static Workspace of(String directory, Path talariaHome, Path userHome, Path store) {
        Path root = real(absolute(directory));
        if (!Files.isDirectory(root)) {
            throw Failures.failed(root + " is no directory", "Name a directory as the workspace.", null);
        }
        if (root.getParent() == null) {
            throw refused(root, "is the root of the file system");
        }
        if (real(userHome).startsWith(root)) {
            throw refused(root, "is a home directory or holds one");
        }
        if (real(talariaHome).startsWith(root)) {
            throw refused(root, "is the home of Talaria or holds it");
        }
        if (root.startsWith(real(store))) {
            throw refused(root, "is inside the store of checkpoints");
        }
        return new Workspace(root, key(root));
    }

    /** The key under which checkpoints of this directory are found, also when it is gone. */
    static String keyOf(String directory) {
        return key(real(absolute(directory)));
    }

    private static Path absolute(String directory) {
        try {
            Path path = Path.of(directory);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Told as what it is: no directory.
        }
        throw Failures.failed(
                "Not an absolute path of a directory: " + directory, "Name the workspace by its absolute path.", null);
    }

    private static RuntimeException refused(Path root, String why) {
        return Failures.tooLarge(
                "No checkpoint of " + root + ": it " + why,
                "Work in a directory of the project's own; without one, effects there cannot be rolled back.");
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    private static String key(Path root) {
        return Blob.sha256(root.toString()).substring(0, KEY_DIGITS);
    }
}
