package dev.talaria.engine.secret;

import dev.talaria.api.secret.SecretException;
import dev.talaria.api.secret.SecretException.Code;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What went wrong, without a word of the secret. */
final class SecretFailures {
    private SecretFailures() {}

    static SecretException notFound(String what, String remedy) {
        return new SecretException(Code.NOT_FOUND, what, remedy, null);
    }

    static SecretException tooLong(Object where) {
        return new SecretException(
                Code.TOO_LONG,
                "What is at " + where + " is longer than " + SecretLimits.BYTES / 1024 + " kB.",
                "Refer to something that has the secret and nothing else.",
                null);
    }

    static SecretException unreadable(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return notFound("There is no file " + file + ".", "Create it, or refer to another.");
        }
        String why = e instanceof AccessDeniedException
                ? "permission denied"
                : e.getClass().getSimpleName();
        return new SecretException(
                Code.FAILED,
                "Cannot read " + file + " (" + why + ").",
                "Check that it is a file that this user may read.",
                e);
    }

    static SecretException unwritable(Path file, IOException e) {
        return new SecretException(
                Code.FAILED,
                "Cannot write " + file + " (" + e.getClass().getSimpleName() + "); nothing has changed.",
                "Check that the disk has space and is not read-only, and that this user may write there.",
                e);
    }
}
