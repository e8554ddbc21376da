package dev.talaria.checkpoint.git;

import dev.talaria.api.checkpoint.CheckpointException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.ObjectChecker;

/**
 * Which names a checkpoint may hold. The same rule on the way in and on the way out: no {@code .git} in any of its
 * spellings, no {@code ..}, nothing absolute.
 */
final class Names {
    /** What a restore has under way; left behind only by a crash, and never kept. */
    static final String UNFINISHED = ".talaria-restore-";

    private static final char UNREADABLE = '\uFFFD';

    private Names() {}

    /** Whether one step of a path can be kept, and found again by this name under this locale. */
    static boolean isKept(String name) {
        if (name.startsWith(UNFINISHED) || name.indexOf(UNREADABLE) >= 0 || name.indexOf('\0') >= 0) {
            return false;
        }
        try {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            new ObjectChecker().checkPathSegment(bytes, 0, bytes.length);
            Path path = Path.of(name);
            return !path.isAbsolute()
                    && path.getNameCount() == 1
                    && path.toString().equals(name);
        } catch (CorruptObjectException | InvalidPathException e) {
            return false;
        }
    }

    /** The steps of a path out of a tree. */
    static List<String> steps(String path) {
        List<String> steps = List.of(path.split("/", -1));
        for (String step : steps) {
            if (!isKept(step)) {
                throw new IllegalArgumentException("Not a path of a workspace: " + path);
            }
        }
        return steps;
    }

    /** A path as a person or a model has typed it. */
    static String typed(String path) {
        String relative = path.startsWith("./") ? path.substring(2) : path;
        String plain = relative.endsWith("/") ? relative.substring(0, relative.length() - 1) : relative;
        try {
            steps(plain);
            return plain;
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(
                    CheckpointException.Code.NOT_FOUND,
                    "Not a path inside the workspace that checkpoints hold: " + path,
                    "Give a path relative to the workspace, without .. and .git.",
                    e);
        }
    }

    /** Whether a path is the one asked for, or lies below it. */
    static boolean isUnder(String path, String asked) {
        return path.equals(asked) || path.startsWith(asked + "/");
    }
}
