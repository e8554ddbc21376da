package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.SandboxException;
import java.io.IOException;

/** The host did not start a shell. */
final class StartFailure {
    private StartFailure() {}

    static SandboxException of(Command command, IOException cause) {
        return new SandboxException(
                SandboxException.Code.CANNOT_START,
                "cannot start a shell for a script of " + command.script().length() + " characters: "
                        + cause.getMessage(),
                "A script must be shorter than 128 kB and free of NUL characters; write long input to a file first."
                        + " If it is short, see whether the directory is still there and the user may start more"
                        + " processes.",
                cause);
    }
}
