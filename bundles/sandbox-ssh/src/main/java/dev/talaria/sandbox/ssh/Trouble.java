package dev.talaria.sandbox.ssh;

import dev.talaria.api.sandbox.SandboxException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** What went wrong with a connection, for people. */
final class Trouble {
    private Trouble() {}

    static SandboxException unreachable(Endpoint endpoint, IOException cause) {
        Throwable root = root(cause);
        String what;
        String remedy = "Look whether 'ssh " + endpoint.user() + "@" + endpoint.host() + " -p " + endpoint.port()
                + "' gets there.";
        if (root instanceof UnknownHostException) {
            what = "there is no host of this name";
            remedy = "Correct host; names from ~/.ssh/config do not count here.";
        } else if (root instanceof ConnectException || root instanceof NoRouteToHostException) {
            what = "nobody answers there (" + root.getMessage() + ")";
        } else if (root instanceof SocketTimeoutException) {
            what = "there was no answer in time";
        } else {
            what = said(root);
        }
        return new SandboxException(
                SandboxException.Code.CANNOT_START, "SSH to " + endpoint + ": " + what + ".", remedy, cause);
    }

    /** The connection broke, or cannot be made again, under an open sandbox. */
    static SandboxException lost(Endpoint endpoint, Throwable cause) {
        return new SandboxException(
                SandboxException.Code.LOST,
                "The connection to " + endpoint + " is lost: " + said(cause),
                "Try again: it is made anew. sandbox:doctor says more.",
                cause);
    }

    static SandboxException busy(Endpoint endpoint, long seconds) {
        return new SandboxException(
                SandboxException.Code.CANNOT_START,
                "Every connection to " + endpoint + " was busy for " + seconds + " s.",
                "Let commands end, or raise connections of dev.talaria.sandbox.ssh (or MaxSessions of the server, and"
                        + " sessions).",
                null);
    }

    static SandboxException refused(Endpoint endpoint, IOException cause) {
        return new SandboxException(
                SandboxException.Code.CANNOT_START,
                "The SSH server of " + endpoint + " starts no program: " + said(cause) + ".",
                "Look at its MaxSessions, ForceCommand and PermitTTY, and at its log.",
                cause);
    }

    private static String said(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
