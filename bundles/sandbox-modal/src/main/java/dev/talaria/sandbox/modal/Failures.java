package dev.talaria.sandbox.modal;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxException.Code;
import io.grpc.Status;
import java.util.EnumSet;
import java.util.Set;

/** What a status of the protocol means for a person. */
final class Failures {
    private static final Set<Status.Code> PASSING = EnumSet.of(
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.UNAVAILABLE,
            Status.Code.CANCELLED,
            Status.Code.INTERNAL,
            Status.Code.UNKNOWN);

    private Failures() {}

    /** Whether the same call may go well a moment later. */
    static boolean mayPass(Status status) {
        return PASSING.contains(status.getCode());
    }

    static boolean is(Throwable error, Status.Code code) {
        return Status.fromThrowable(error).getCode() == code;
    }

    /**
     * @param doing what was tried: {@code make a sandbox}
     */
    static SandboxException of(Throwable cause, Account account, String doing) {
        Status status = Status.fromThrowable(cause);
        String server = account.server().getAuthority();
        String said = status.getDescription() == null ? status.getCode().name() : status.getDescription();
        return switch (status.getCode()) {
            case UNAUTHENTICATED ->
                new SandboxException(
                        Code.AUTHENTICATION,
                        "Modal (" + server + ") does not accept the token of " + account.credentials() + ": " + said,
                        "Make a new token on modal.com (Settings, API tokens) and put it there.",
                        cause);
            case PERMISSION_DENIED ->
                new SandboxException(
                        Code.AUTHENTICATION,
                        "Modal (" + server + ") does not let the token of " + account.credentials() + " " + doing + ": "
                                + said,
                        "Ask an owner of the workspace for the right, or use another environment or token.",
                        cause);
            case RESOURCE_EXHAUSTED ->
                new SandboxException(
                        Code.QUOTA,
                        "Modal (" + server + ") does not " + doing + " for the workspace of " + account.credentials()
                                + ": " + said,
                        "Look at usage and limits of the workspace on modal.com; end sandboxes that nobody needs.",
                        cause);
            case NOT_FOUND ->
                new SandboxException(
                        Code.LOST,
                        "Modal (" + server + ") cannot " + doing + ": " + said,
                        "Open the sandbox again; it comes from its last snapshot if it has one.",
                        cause);
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED ->
                new SandboxException(
                        Code.LOST,
                        "Modal (" + server + ") cannot be reached to " + doing + ": " + said,
                        "Look at the network and at status.modal.com, and try again.",
                        cause);
            default ->
                new SandboxException(
                        Code.CANNOT_START,
                        "Modal (" + server + ") cannot " + doing + ": " + said,
                        "Correct the settings of the sandbox if they are the cause; sandbox:doctor says more.",
                        cause);
        };
    }
}
