package dev.talaria.sandbox.modal;

import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStdinWriteRequest;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecWaitRequest;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecWaitResponse;
import dev.talaria.sandbox.modal.wire.TaskCommandRouterGrpc;
import dev.talaria.sandbox.support.Exec;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A program that runs in a sandbox. */
final class ModalChannel implements Exec.Channel {
    private static final Duration ONE_WAIT = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final int SIGNALLED = 128;
    private static final int SIGKILL = 9;

    private final ModalExec exec;
    private final Router router;
    private final boolean owner;
    private final String execId;
    private final ExecInput input;
    private final ExecOutput output;
    private volatile @Nullable Future<?> waiting;
    private volatile boolean closed;

    /**
     * @param owner whether the router is to be closed with it
     * @param open whether it has an input
     */
    ModalChannel(ModalExec exec, Router router, boolean owner, String execId, boolean open) {
        this.exec = exec;
        this.router = router;
        this.owner = owner;
        this.execId = execId;
        this.input = new ExecInput(exec, router, execId);
        this.output = new ExecOutput(exec, router, execId);
        if (!open) {
            // Nobody waits for this: what does not read its input does not mind.
            router.tell(
                    TaskCommandRouterGrpc.getTaskExecStdinWriteMethod(),
                    TaskExecStdinWriteRequest.newBuilder()
                            .setTaskId(router.taskId())
                            .setExecId(execId)
                            .setEof(true)
                            .build(),
                    SHORT);
        }
    }

    @Override
    public OutputStream input() {
        return input;
    }

    @Override
    public InputStream output() {
        return output;
    }

    @Override
    public int exitCode() throws IOException {
        TaskExecWaitRequest request = TaskExecWaitRequest.newBuilder()
                .setTaskId(router.taskId())
                .setExecId(execId)
                .build();
        while (true) {
            try {
                TaskExecWaitResponse end = router.ask(
                        TaskCommandRouterGrpc.getTaskExecWaitMethod(),
                        request,
                        new Router.Way(ONE_WAIT).once().watchedBy(this::watch));
                return code(end);
            } catch (StatusRuntimeException e) {
                // A program may live for days: each wait has its time, and the next goes on.
                if (e.getStatus().getCode() != Status.Code.DEADLINE_EXCEEDED) {
                    throw exec.lost(e);
                }
            } catch (CancellationException e) {
                throw new IOException("the connection was closed", e);
            }
        }
    }

    private void watch(Future<?> call) {
        waiting = call;
        if (closed) {
            call.cancel(true);
        }
    }

    private int code(TaskExecWaitResponse end) throws IOException {
        int code = end.getExitStatusCase() == TaskExecWaitResponse.ExitStatusCase.SIGNAL
                ? SIGNALLED + end.getSignal()
                : end.getCode();
        if (code == SIGNALLED + SIGKILL) {
            exec.checkAlive();
        }
        return code;
    }

    @Override
    public void close() {
        closed = true;
        Future<?> call = waiting;
        if (call != null) {
            call.cancel(true);
        }
        input.abandon();
        output.close();
        if (owner) {
            router.close();
        }
    }
}
