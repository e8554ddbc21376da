package dev.talaria.sandbox.modal;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.modal.wire.ClientWire.GenericResult;
import dev.talaria.sandbox.modal.wire.ClientWire.PTYInfo;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStartRequest;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStderrConfig;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStdoutConfig;
import dev.talaria.sandbox.modal.wire.TaskCommandRouterGrpc;
import dev.talaria.sandbox.support.Exec;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Runs programs in one sandbox of Modal's. */
final class ModalExec implements Exec {
    /** All words together, by the official client's own rule. */
    private static final int LONGEST_ARGUMENTS = 65_536;
    /** Leaves room for the scripts that go with it. */
    private static final int LONGEST_WORD = 50_000;

    private static final Duration START_DEADLINE = Duration.ofSeconds(60);

    private final String sandboxId;
    private final ControlPlane plane;
    private final Router router;
    private volatile boolean used;
    private volatile String directory = "";

    ModalExec(String sandboxId, ControlPlane plane, Router router) {
        this.sandboxId = sandboxId;
        this.plane = plane;
        this.router = router;
    }

    @Override
    public int longestWord() {
        return LONGEST_WORD;
    }

    /** Where programs are started from now on. */
    void directory(String value) {
        directory = value;
    }

    /** Whether something was run since {@link #unused}. */
    boolean used() {
        return used;
    }

    void unused() {
        used = false;
    }

    @Override
    public Channel start(Launch launch) {
        refuseLong(launch);
        used = true;
        // What the sandbox keeps in the background is asked for also after its close.
        Router usable = router.usable();
        try {
            return start(launch, usable);
        } catch (SandboxException e) {
            if (usable != router) {
                usable.close();
            }
            throw e;
        }
    }

    private Channel start(Launch launch, Router usable) {
        String execId = UUID.randomUUID().toString();
        TaskExecStartRequest.Builder request = TaskExecStartRequest.newBuilder()
                .setTaskId(usable.taskId())
                .setExecId(execId)
                .addAllCommandArgs(launch.words())
                .setStdoutConfig(TaskExecStdoutConfig.TASK_EXEC_STDOUT_CONFIG_PIPE)
                .setStderrConfig(TaskExecStderrConfig.TASK_EXEC_STDERR_CONFIG_DEVNULL)
                .putAllEnv(launch.environment());
        if (!directory.isEmpty()) {
            request.setWorkdir(directory);
        }
        if (launch.terminal()) {
            request.setPtyInfo(PTYInfo.newBuilder()
                    .setEnabled(true)
                    .setWinszRows(launch.rows())
                    .setWinszCols(launch.columns())
                    .setEnvTerm("xterm")
                    .setPtyType(PTYInfo.PTYType.PTY_TYPE_SHELL)
                    .setNoTerminateOnIdleStdin(true));
        }
        try {
            usable.ask(TaskCommandRouterGrpc.getTaskExecStartMethod(), request.build(), new Router.Way(START_DEADLINE));
        } catch (StatusRuntimeException e) {
            throw failure(e);
        }
        return new ModalChannel(this, usable, usable != router, execId, launch.input());
    }

    private static void refuseLong(Launch launch) {
        int length = 0;
        for (String word : launch.words()) {
            length += word.getBytes(StandardCharsets.UTF_8).length;
        }
        if (length > LONGEST_ARGUMENTS) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "The command has " + length + " bytes; Modal takes at most " + LONGEST_ARGUMENTS + " in one go.",
                    "Write it to a file first, then run that.",
                    null);
        }
    }

    private SandboxException failure(StatusRuntimeException e) {
        SandboxException told = Failures.of(e, plane.account(), "run a command");
        boolean mayBeOver =
                told.code() == SandboxException.Code.LOST || told.code() == SandboxException.Code.CANNOT_START;
        return mayBeOver ? ended().orElse(told) : told;
    }

    /** Why the sandbox is no more; empty if it runs, or nobody can tell. */
    Optional<SandboxException> ended() {
        try {
            return plane.ended(sandboxId)
                    .map(result -> new SandboxException(
                            SandboxException.Code.LOST,
                            "The sandbox " + sandboxId + " at Modal " + words(result) + ".",
                            "Open it again; it comes from its last snapshot if it has one.",
                            null));
        } catch (SandboxException e) {
            return Optional.empty();
        }
    }

    private static String words(GenericResult result) {
        return switch (result.getStatus()) {
            case GENERIC_STATUS_TIMEOUT -> "has come to the end of its life (lifetimeSeconds)";
            case GENERIC_STATUS_IDLE_TIMEOUT -> "was ended because nothing ran in it (idleSeconds)";
            case GENERIC_STATUS_TERMINATED -> "was terminated";
            case GENERIC_STATUS_MEMORY_MANAGER_EVICTION -> "was ended because it used too much memory";
            default ->
                "has ended: "
                        + (result.getException().isEmpty() ? result.getStatus().name() : result.getException());
        };
    }

    /**
     * A program that was killed may have been killed with its sandbox.
     *
     * @throws IOException if it was
     */
    void checkAlive() throws IOException {
        Optional<SandboxException> ended = ended();
        if (ended.isPresent()) {
            throw new IOException(ended.get().getMessage());
        }
    }

    IOException lost(StatusRuntimeException e) {
        return new IOException(failure(e).getMessage(), e);
    }
}
