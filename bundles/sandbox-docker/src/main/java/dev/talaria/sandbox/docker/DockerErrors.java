package dev.talaria.sandbox.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxException.Code;
import dev.talaria.sandbox.docker.http.Endpoint;
import dev.talaria.sandbox.docker.http.RefusedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What went wrong with a daemon, in words for people. */
final class DockerErrors {
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final Pattern MESSAGE = Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    private DockerErrors() {}

    /**
     * @param what was tried, as the beginning of a sentence: {@code The container could not be started}
     * @param remedy if the daemon itself refused
     */
    static SandboxException of(Endpoint endpoint, String what, String remedy, Exception failure) {
        IOException broken = connectionFailure(failure);
        if (broken != null) {
            return unreachable(endpoint, broken);
        }
        return new SandboxException(Code.CANNOT_START, what + ": " + reason(failure), remedy, failure);
    }

    /** A failure while the sandbox is in use: a container that is gone is the sandbox's end. */
    static SandboxException inUse(Endpoint endpoint, String container, Exception failure) {
        if (connectionFailure(failure) != null) {
            return new SandboxException(
                    Code.LOST,
                    "The daemon at " + endpoint.name() + " does not answer any more: " + reason(failure) + ".",
                    "Try again when it runs; sandbox:doctor says how it does.",
                    failure);
        }
        if (isGone(failure)) {
            return new SandboxException(
                    Code.LOST,
                    "The container " + container + " was stopped or removed from outside: " + reason(failure) + ".",
                    "Try again: the sandbox is opened anew, with what its volumes hold.",
                    failure);
        }
        return new SandboxException(
                Code.CANNOT_START,
                "The daemon at " + endpoint.name() + " could not run a command: " + reason(failure) + ".",
                "Try again; sandbox:doctor says how the daemon does.",
                failure);
    }

    private static boolean isGone(Exception failure) {
        int status = failure instanceof DockerException refused
                ? refused.getHttpStatus()
                : failure instanceof RefusedException refused ? refused.status() : 0;
        return status == NOT_FOUND
                || status == CONFLICT
                || reason(failure).toLowerCase(Locale.ROOT).contains("is not running");
    }

    static boolean isAbsent(Exception failure) {
        return failure instanceof NotFoundException;
    }

    private static @Nullable IOException connectionFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException broken && !(cause instanceof RefusedException)) {
                return broken;
            }
        }
        return null;
    }

    private static SandboxException unreachable(Endpoint endpoint, IOException failure) {
        String text = reason(failure);
        if (failure instanceof AccessDeniedException || text.contains("Permission denied")) {
            return new SandboxException(
                    Code.AUTHENTICATION,
                    "The daemon at " + endpoint.name() + " lets this user not in: " + text + ".",
                    "Add the user to the group of the socket (often: usermod -aG docker USER, then log in anew), or use"
                            + " a rootless Docker or Podman.",
                    failure);
        }
        if (failure instanceof SSLException) {
            return new SandboxException(
                    Code.AUTHENTICATION,
                    "The daemon at " + endpoint.name() + " and we do not trust each other: " + text + ".",
                    "Check ca.pem, cert.pem and key.pem in the folder of certificates, and the host's name.",
                    failure);
        }
        boolean nobody = failure instanceof ConnectException
                || failure instanceof NoSuchFileException
                || failure instanceof UnknownHostException
                || text.contains("No such file")
                || text.contains("refused");
        return new SandboxException(
                Code.CANNOT_START,
                nobody
                        ? "No Docker or Podman answers at " + endpoint.name() + ": " + text + "."
                        : "The daemon at " + endpoint.name() + " broke off: " + text + ".",
                "Start it (systemctl start docker, or systemctl --user start podman.socket), or say where it is with"
                        + " the key host of dev.talaria.sandbox.docker or with DOCKER_HOST.",
                failure);
    }

    /** What the daemon said, without its wrapping, on one line, without a full stop. */
    static String reason(Throwable failure) {
        String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        Matcher wrapped = MESSAGE.matcher(text);
        String said = wrapped.find() ? wrapped.group(1).replace("\\\"", "\"").replace("\\n", " ") : text;
        String line = said.replaceAll("\\s+", " ").strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
