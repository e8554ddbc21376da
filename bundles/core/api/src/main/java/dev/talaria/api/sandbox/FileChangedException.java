package dev.talaria.api.sandbox;

import java.nio.file.FileSystemException;

/** A file is not (any more) what the caller expected; nothing was changed. */
public final class FileChangedException extends FileSystemException {
    private static final long serialVersionUID = 1;

    public FileChangedException(String path) {
        super(path, null, "was changed by somebody else meanwhile");
    }
}
