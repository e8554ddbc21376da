package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** The home does not take what has to be kept. */
final class Unwritable {
    private Unwritable() {}

    static SandboxException directory(String what, Path directory, IOException cause) {
        String why = cause instanceof AccessDeniedException ? "permission denied" : cause.toString();
        return new SandboxException(
                SandboxException.Code.CANNOT_START,
                "cannot keep " + what + " in " + directory + ": " + why,
                "Make that directory writable for the user that runs Talaria and see that its disk is not full, or set"
                        + " talaria.home to another folder.",
                cause);
    }
}
