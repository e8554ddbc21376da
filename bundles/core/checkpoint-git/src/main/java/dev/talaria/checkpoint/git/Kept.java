package dev.talaria.checkpoint.git;

import dev.talaria.api.checkpoint.Checkpoint;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A checkpoint as it lies in the store.
 *
 * @param key of the workspace
 * @param number counts the checkpoints of the workspace
 */
record Kept(String key, long number, ObjectId commit, ObjectId tree, Checkpoint checkpoint, List<String> ownerOnly) {
    String ref() {
        return Catalog.REFS + key + "/" + number;
    }
}
