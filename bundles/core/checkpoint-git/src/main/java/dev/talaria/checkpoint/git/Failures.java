package dev.talaria.checkpoint.git;

import dev.talaria.api.checkpoint.CheckpointException;
import dev.talaria.api.checkpoint.CheckpointException.Code;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong into what happened, where, and what to do. */
final class Failures {
    private static final String SPACE_REMEDY = "Free space on this disk; then it goes on by itself.";
    private static final String RIGHTS_REMEDY =
            "Give this user the right to write there, and check that the disk is not" + " mounted read-only.";

    private Failures() {}

    /** The store could not be read or written. What is neither space nor rights is taken for damage. */
    static CheckpointException store(Path store, Throwable cause) {
        if (cause instanceof CheckpointException already) {
            return already;
        }
        String what = store + ": the store of checkpoints ";
        if (noSpace(cause)) {
            return failed(what + "cannot be written: the disk is full", SPACE_REMEDY, cause);
        }
        if (noRights(cause)) {
            return failed(what + "cannot be written or read (" + said(cause) + ")", RIGHTS_REMEDY, cause);
        }
        return failed(
                what + "is damaged or cannot be read (" + said(cause) + ")",
                "Move the directory " + store
                        + " away (keep it if its checkpoints matter); the next checkpoint starts a" + " new store.",
                cause);
    }

    static CheckpointException workspace(Path workspace, IOException cause) {
        return failed(
                workspace + ": the workspace cannot be read (" + said(cause) + ")",
                "Check that the directory exists and that this user may read it.",
                cause);
    }

    static CheckpointException failed(String message, String remedy, @Nullable Throwable cause) {
        return new CheckpointException(Code.FAILED, message, remedy, cause);
    }

    static CheckpointException tooLarge(String message, String remedy) {
        return new CheckpointException(Code.TOO_LARGE, message, remedy, null);
    }

    static CheckpointException notFound(String id) {
        return new CheckpointException(
                Code.NOT_FOUND, "There is no checkpoint " + id, "List the checkpoints to see their ids.", null);
    }

    static CheckpointException ambiguous(String id, List<String> candidates) {
        return new CheckpointException(
                Code.NOT_FOUND,
                "More than one checkpoint begins with " + id + ": " + String.join(", ", candidates),
                "Type more of the id.",
                null);
    }

    /** Java has no type of its own for a full disk, and the libraries wrap it: the text of the causes has to do. */
    private static boolean noSpace(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            String text = String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT);
            if (text.contains("no space left") || text.contains("disk quota exceeded")) {
                return true;
            }
        }
        return false;
    }

    private static boolean noRights(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            String text = String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT);
            if (at instanceof AccessDeniedException
                    || at instanceof ReadOnlyFileSystemException
                    || text.contains("permission denied")
                    || text.contains("read-only file system")
                    || at instanceof FileNotFoundException && text.contains("not a directory")) {
                return true;
            }
        }
        return false;
    }

    static String said(Throwable cause) {
        String message = cause.getMessage();
        return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }
}
