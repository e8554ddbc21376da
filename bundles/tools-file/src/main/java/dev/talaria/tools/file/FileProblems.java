package dev.talaria.tools.file;

import dev.talaria.api.sandbox.FileChangedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Failures of files in words for the model. */
final class FileProblems {
    private FileProblems() {}

    static Refusal reading(String path, IOException e) {
        if (e instanceof CharacterCodingException) {
            return new Refusal(
                    path + " is binary, or in no encoding of Unicode. Look at it with the terminal tool: file,"
                            + " strings, hexdump -C | head, or iconv -t UTF-8.");
        }
        return e instanceof AccessDeniedException
                ? new Refusal(path + " may not be read: permission denied.")
                : new Refusal(path + " " + (isGone(e) ? "is gone." : "cannot be read: " + reason(e) + "."));
    }

    static Refusal writing(String path, IOException e) {
        if (e instanceof FileChangedException) {
            return new Refusal(path + " was changed by somebody else meanwhile; read it again. Nothing was written.");
        }
        if (e instanceof AccessDeniedException) {
            return new Refusal(path + " may not be written: permission denied. Nothing was written.");
        }
        return new Refusal(path + " cannot be written: " + (isGone(e) ? "its directory is gone" : reason(e))
                + ". Nothing was written.");
    }

    /** A few words, without the path. */
    static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (isGone(e)) {
            return "it is gone";
        }
        if (e instanceof FileSystemException withReason && withReason.getReason() != null) {
            return withReason.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static boolean isGone(IOException e) {
        return e instanceof NoSuchFileException || e instanceof FileNotFoundException;
    }
}
