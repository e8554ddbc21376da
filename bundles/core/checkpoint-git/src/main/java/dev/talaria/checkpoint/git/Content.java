package dev.talaria.checkpoint.git;

import org.eclipse.jgit.lib.ObjectId;

/** Where the walk puts the content of files that the index does not vouch for. */
@FunctionalInterface
interface Content {
    /**
     * Gives the name of the content in git; a store keeps it, a comparison does not.
     *
     * @throws dev.talaria.api.checkpoint.CheckpointException if it cannot be kept; no {@link java.io.IOException},
     *     which the walk would take for a file that cannot be read
     */
    ObjectId put(byte[] bytes);
}
