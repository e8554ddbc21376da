package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.FileChangedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Failures below a directory handle name a part of the path only; a caller wants the whole. */
final class Named {
    private Named() {}

    /** Something that opens files. */
    interface Action<T> {
        T run() throws IOException;
    }

    static <T> T call(String path, Action<T> action) throws IOException {
        try {
            return action.run();
        } catch (FileChangedException e) {
            throw e;
        } catch (FileSystemException e) {
            throw withCause(named(path, e), e);
        }
    }

    private static FileSystemException named(String path, FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return new NoSuchFileException(path);
        }
        if (e instanceof AccessDeniedException) {
            return new AccessDeniedException(path, null, e.getReason());
        }
        if (e instanceof NotDirectoryException) {
            return new FileSystemException(path, null, "is no directory, or is below something that is none");
        }
        return new FileSystemException(path, null, e.getReason());
    }

    private static FileSystemException withCause(FileSystemException named, FileSystemException cause) {
        named.initCause(cause);
        return named;
    }
}
