package dev.talaria.testkit.modal;

import dev.talaria.testkit.modal.wire.FurtherTaskCommandRouterGrpc;
import dev.talaria.testkit.modal.wire.OfficialWire.TaskExecPollRequest;
import dev.talaria.testkit.modal.wire.OfficialWire.TaskExecPollResponse;
import dev.talaria.testkit.modal.wire.OfficialWire.TaskExecStdinStatusRequest;
import dev.talaria.testkit.modal.wire.OfficialWire.TaskExecStdinStatusResponse;
import dev.talaria.testkit.modal.wire.OfficialWire.TaskExecStdinWriteStreamRequest;
import dev.talaria.testkit.modal.wire.OfficialWire.TaskExecStdinWriteStreamResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

/** Calls of the official client to the router that our own does without. */
final class FurtherRouter extends FurtherTaskCommandRouterGrpc.FurtherTaskCommandRouterImplBase {
    private final Router router;

    FurtherRouter(Router router) {
        this.router = router;
    }

    @Override
    public void taskExecPoll(TaskExecPollRequest request, StreamObserver<TaskExecPollResponse> observer) {
        Work.answer(observer, () -> {
            FakeExec exec = router.exec(request.getTaskId(), request.getExecId());
            TaskExecPollResponse.Builder answer = TaskExecPollResponse.newBuilder();
            if (exec.process().isAlive()) {
                return answer.build();
            }
            return exec.timedOut()
                    ? answer.setSignal(9).build()
                    : answer.setCode(exec.process().exitValue()).build();
        });
    }

    @Override
    public void taskExecStdinStatus(
            TaskExecStdinStatusRequest request, StreamObserver<TaskExecStdinStatusResponse> observer) {
        Work.answer(observer, () -> {
            FakeExec exec = router.exec(request.getTaskId(), request.getExecId());
            return TaskExecStdinStatusResponse.newBuilder()
                    .setNumBytesWritten(exec.written())
                    .setClosed(exec.inputClosed())
                    .build();
        });
    }

    @Override
    public StreamObserver<TaskExecStdinWriteStreamRequest> taskExecStdinWriteStream(
            StreamObserver<TaskExecStdinWriteStreamResponse> observer) {
        return new StreamObserver<>() {
            private @Nullable FakeExec exec;
            private long offset;

            @Override
            public void onNext(TaskExecStdinWriteStreamRequest request) {
                try {
                    next(request);
                } catch (StatusRuntimeException e) {
                    observer.onError(e);
                }
            }

            private void next(TaskExecStdinWriteStreamRequest request) {
                if (request.hasStart()) {
                    exec = router.exec(
                            request.getStart().getTaskId(), request.getStart().getExecId());
                    offset = request.getStart().getOffset();
                    return;
                }
                FakeExec target = exec;
                if (target == null) {
                    throw Work.invalid("the first message must be a start");
                }
                byte[] bytes = request.getData().toByteArray();
                target.write(offset, bytes, request.hasEnd());
                offset += bytes.length;
            }

            @Override
            public void onError(Throwable error) {
                // Without an end the input stays open, to be gone on with.
            }

            @Override
            public void onCompleted() {
                observer.onNext(TaskExecStdinWriteStreamResponse.getDefaultInstance());
                observer.onCompleted();
            }
        };
    }
}
