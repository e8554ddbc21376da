package dev.talaria.testkit.modal;

import com.google.protobuf.Empty;
import dev.talaria.sandbox.modal.wire.ClientWire.GenericResult;
import dev.talaria.sandbox.modal.wire.ClientWire.GenericResult.GenericStatus;
import dev.talaria.sandbox.modal.wire.ClientWire.TaskLogs;
import dev.talaria.testkit.modal.wire.FurtherModalClientGrpc;
import dev.talaria.testkit.modal.wire.OfficialWire.FileDescriptor;
import dev.talaria.testkit.modal.wire.OfficialWire.SandboxGetLogsRequest;
import dev.talaria.testkit.modal.wire.OfficialWire.SandboxInfo;
import dev.talaria.testkit.modal.wire.OfficialWire.SandboxListRequest;
import dev.talaria.testkit.modal.wire.OfficialWire.SandboxListResponse;
import dev.talaria.testkit.modal.wire.OfficialWire.SandboxSnapshotFsRequest;
import dev.talaria.testkit.modal.wire.OfficialWire.SandboxSnapshotFsResponse;
import dev.talaria.testkit.modal.wire.OfficialWire.SandboxTagsGetRequest;
import dev.talaria.testkit.modal.wire.OfficialWire.SandboxTagsGetResponse;
import dev.talaria.testkit.modal.wire.OfficialWire.SandboxTagsSetRequest;
import dev.talaria.testkit.modal.wire.OfficialWire.TaskInfo;
import dev.talaria.testkit.modal.wire.OfficialWire.TaskLogsBatch;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.util.UUID;

/** Calls of the official client that our own does without. */
final class FurtherControlPlane extends FurtherModalClientGrpc.FurtherModalClientImplBase {
    private final FakeState state;

    FurtherControlPlane(FakeState state) {
        this.state = state;
    }

    @Override
    public void sandboxList(SandboxListRequest request, StreamObserver<SandboxListResponse> observer) {
        Work.answer(observer, () -> {
            SandboxListResponse.Builder answer = SandboxListResponse.newBuilder();
            state.sandboxes().stream()
                    .filter(sandbox -> request.getIncludeFinished() || sandbox.isRunning())
                    .filter(sandbox ->
                            request.getAppId().isEmpty() || sandbox.appId().equals(request.getAppId()))
                    .filter(sandbox ->
                            request.getBeforeTimestamp() == 0 || sandbox.createdAt() < request.getBeforeTimestamp())
                    .filter(sandbox -> sandbox.tags().containsAll(request.getTagsList()))
                    .forEach(sandbox -> answer.addSandboxes(0, info(sandbox)));
            return answer.build();
        });
    }

    private static SandboxInfo info(FakeSandbox sandbox) {
        TaskInfo.Builder task = TaskInfo.newBuilder().setId(sandbox.taskId()).setStartedAt(sandbox.createdAt());
        sandbox.result().ifPresent(task::setResult);
        return SandboxInfo.newBuilder()
                .setId(sandbox.id())
                .setCreatedAt(sandbox.createdAt())
                .setAppId(sandbox.appId())
                .setName(sandbox.name())
                .setImageId(sandbox.definition().getImageId())
                .addAllTags(sandbox.tags())
                .setTaskInfo(task)
                .build();
    }

    @Override
    public void sandboxSnapshotFs(
            SandboxSnapshotFsRequest request, StreamObserver<SandboxSnapshotFsResponse> observer) {
        Work.answer(observer, () -> SandboxSnapshotFsResponse.newBuilder()
                .setImageId(state.snapshot(
                        state.sandbox(request.getSandboxId()), UUID.randomUUID().toString()))
                .setResult(GenericResult.newBuilder().setStatus(GenericStatus.GENERIC_STATUS_SUCCESS))
                .build());
    }

    @Override
    public void sandboxTagsGet(SandboxTagsGetRequest request, StreamObserver<SandboxTagsGetResponse> observer) {
        Work.answer(observer, () -> SandboxTagsGetResponse.newBuilder()
                .addAllTags(state.sandbox(request.getSandboxId()).tags())
                .build());
    }

    @Override
    public void sandboxTagsSet(SandboxTagsSetRequest request, StreamObserver<Empty> observer) {
        Work.answer(observer, () -> {
            state.sandbox(request.getSandboxId()).tag(request.getTagsList());
            return Empty.getDefaultInstance();
        });
    }

    /** What the entrypoint wrote, both streams as one, once it has ended. */
    @Override
    public void sandboxGetLogs(SandboxGetLogsRequest request, StreamObserver<TaskLogsBatch> observer) {
        Work.answer(observer, () -> {
            FakeSandbox sandbox = state.sandbox(request.getSandboxId());
            if (sandbox.await(request.getTimeout()).isEmpty()) {
                return TaskLogsBatch.getDefaultInstance();
            }
            TaskLogsBatch.Builder answer = TaskLogsBatch.newBuilder().setEof(true);
            if (request.getFileDescriptor() == FileDescriptor.FILE_DESCRIPTOR_STDOUT) {
                answer.addItems(TaskLogs.newBuilder().setData(Files.readString(sandbox.log())));
            }
            return answer.build();
        });
    }
}
