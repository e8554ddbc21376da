package dev.talaria.tools.file;

import java.util.List;

/**
 * What a patch does to one file.
 *
 * @param hunks of an update
 * @param content of an added file
 */
record PatchOperation(PatchHeader header, List<Hunk> hunks, String content) {
    PatchOperation {
        hunks = List.copyOf(hunks);
    }
}
