package dev.talaria.checkpoint.git;

import dev.talaria.api.checkpoint.CheckpointException;
import dev.talaria.api.checkpoint.CheckpointException.Code;
import java.nio.file.Path;

/** What can go wrong, in words. */
final class Problems {
    private Problems() {}

    static CheckpointException failed(Path store, Exception cause) {
        String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new CheckpointException(
                Code.FAILED,
                "The store of checkpoints in " + store + " cannot be used: " + why,
                "Free space there or mend its permissions; if it is broken, move it away and a new one is made.",
                cause);
    }

    static CheckpointException tooLarge(String workspace, String why) {
        return new CheckpointException(
                Code.TOO_LARGE,
                workspace + " is not kept: " + why + ".",
                "Start Talaria in the folder that the work is about, or raise the limits in"
                        + " etc/dev.talaria.checkpoint.git.cfg.",
                null);
    }

    static CheckpointException notFound(String message) {
        return new CheckpointException(Code.NOT_FOUND, message, "See checkpoint:list.", null);
    }
}
