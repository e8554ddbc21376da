package dev.talaria.tools.file;

import dev.talaria.api.sandbox.FileAccess;
import java.io.IOException;

/** Under which name a file is locked. */
final class LockKeys {
    private LockKeys() {}

    /** The real path, so that a file has one lock under all its names. */
    static String of(FileAccess files, String path) throws Refusal {
        try {
            return files.realPath(path);
        } catch (IOException e) {
            throw FileProblems.reading(path, e);
        }
    }
}
