package dev.talaria.testkit.modal;

import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStartRequest;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStartResponse;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStdinWriteRequest;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStdinWriteResponse;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStdioFileDescriptor;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStdioReadRequest;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStdioReadResponse;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecWaitRequest;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecWaitResponse;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskSnapshotFilesystemRequest;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskSnapshotFilesystemResponse;
import dev.talaria.sandbox.modal.wire.TaskCommandRouterGrpc;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs commands in sandboxes. */
final class Router extends TaskCommandRouterGrpc.TaskCommandRouterImplBase {
    private static final int LONGEST_ARGUMENTS = 65_536;

    private final FakeState state;
    private final Faults faults;
    private final Executor threads;
    private final ScheduledExecutorService timer;
    private final Pipes pipes;

    Router(FakeState state, Faults faults, Pipes pipes, Executor threads, ScheduledExecutorService timer) {
        this.state = state;
        this.faults = faults;
        this.pipes = pipes;
        this.threads = threads;
        this.timer = timer;
    }

    FakeExec exec(String taskId, String execId) {
        return state.task(taskId).exec(execId).orElseThrow(() -> FakeState.notFound("exec", execId));
    }

    @Override
    public void taskExecStart(TaskExecStartRequest request, StreamObserver<TaskExecStartResponse> observer) {
        Work.answer(observer, () -> {
            FakeSandbox sandbox = state.task(request.getTaskId());
            int length = request.getCommandArgsList().stream()
                    .mapToInt(word -> word.getBytes(StandardCharsets.UTF_8).length)
                    .sum();
            if (length > LONGEST_ARGUMENTS) {
                throw Work.invalid("Total length of CMD arguments cannot exceed " + LONGEST_ARGUMENTS + " bytes. Got "
                        + length + ".");
            }
            if (!request.getWorkdir().isEmpty() && !request.getWorkdir().startsWith("/")) {
                throw Work.invalid("workdir must be an absolute path");
            }
            FakeExec started = sandbox.exec(request, pipes, threads);
            if (request.hasTimeoutSecs()) {
                timer.schedule(started::timeOut, request.getTimeoutSecs(), TimeUnit.SECONDS);
            }
            return TaskExecStartResponse.getDefaultInstance();
        });
    }

    @Override
    public void taskExecStdinWrite(
            TaskExecStdinWriteRequest request, StreamObserver<TaskExecStdinWriteResponse> observer) {
        Work.answer(observer, () -> {
            exec(request.getTaskId(), request.getExecId())
                    .write(request.getOffset(), request.getData().toByteArray(), request.getEof());
            return TaskExecStdinWriteResponse.getDefaultInstance();
        });
    }

    @Override
    public void taskExecStdioRead(
            TaskExecStdioReadRequest request, StreamObserver<TaskExecStdioReadResponse> observer) {
        FakeSandbox sandbox;
        FakeExec exec;
        try {
            sandbox = state.task(request.getTaskId());
            exec = exec(request.getTaskId(), request.getExecId());
        } catch (StatusRuntimeException e) {
            observer.onError(e);
            return;
        }
        boolean output =
                request.getFileDescriptor() == TaskExecStdioFileDescriptor.TASK_EXEC_STDIO_FILE_DESCRIPTOR_STDOUT;
        var reader = (ServerCallStreamObserver<TaskExecStdioReadResponse>) observer;
        // Without a handler, sending to one that has gone is an error.
        reader.setOnCancelHandler(() -> {});
        StdioStream stream = new StdioStream(sandbox, output ? exec.output() : exec.error(), faults, reader);
        threads.execute(() -> stream.send(request.getOffset()));
    }

    @Override
    public void taskExecWait(TaskExecWaitRequest request, StreamObserver<TaskExecWaitResponse> observer) {
        FakeSandbox sandbox;
        FakeExec exec;
        try {
            sandbox = faults.endsQuietly() ? state.anyTask(request.getTaskId()) : state.task(request.getTaskId());
            exec = sandbox.exec(request.getExecId()).orElseThrow(() -> FakeState.notFound("exec", request.getExecId()));
        } catch (StatusRuntimeException e) {
            observer.onError(e);
            return;
        }
        exec.process()
                .onExit()
                .thenAcceptAsync(
                        process -> Work.answer(observer, () -> {
                            if (!sandbox.isRunning() && !faults.endsQuietly()) {
                                throw FakeState.notFound("running task", request.getTaskId());
                            }
                            return exec.timedOut()
                                    ? TaskExecWaitResponse.newBuilder()
                                            .setSignal(9)
                                            .build()
                                    : TaskExecWaitResponse.newBuilder()
                                            .setCode(process.exitValue())
                                            .build();
                        }),
                        threads);
    }

    @Override
    public void taskSnapshotFilesystem(
            TaskSnapshotFilesystemRequest request, StreamObserver<TaskSnapshotFilesystemResponse> observer) {
        Work.answer(observer, () -> {
            if (!request.hasTtlSeconds() || request.getTtlSeconds() == 0) {
                throw Work.invalid("ttl_seconds must be set");
            }
            if (request.getSnapshotId().isEmpty()) {
                throw Work.invalid("snapshot_id must be set");
            }
            return TaskSnapshotFilesystemResponse.newBuilder()
                    .setImageId(state.snapshot(state.task(request.getTaskId()), request.getSnapshotId()))
                    .build();
        });
    }
}
