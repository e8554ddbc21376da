package dev.talaria.testkit.modal;

import com.google.protobuf.Empty;
import dev.talaria.sandbox.modal.wire.ClientWire.GenericResult;
import dev.talaria.sandbox.modal.wire.ClientWire.GenericResult.GenericStatus;
import dev.talaria.sandbox.modal.wire.ClientWire.ImageDeleteRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.ImageFromIdRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.ImageFromIdResponse;
import dev.talaria.sandbox.modal.wire.ClientWire.ImageGetOrCreateRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.ImageGetOrCreateResponse;
import dev.talaria.sandbox.modal.wire.ClientWire.ImageJoinStreamingRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.ImageJoinStreamingResponse;
import dev.talaria.sandbox.modal.wire.ClientWire.TaskLogs;
import dev.talaria.sandbox.modal.wire.ModalClientGrpc;
import io.grpc.stub.StreamObserver;

/**
 * Images. One from a registry is an empty directory here, and is built in two calls, the first of which ends early. A
 * name with {@code no-such} in it cannot be had.
 */
abstract class ImageCalls extends ModalClientGrpc.ModalClientImplBase {
    private static final String MISSING = "no-such";
    private static final GenericResult GOOD = GenericResult.newBuilder()
            .setStatus(GenericStatus.GENERIC_STATUS_SUCCESS)
            .build();

    private final FakeState state;

    ImageCalls(FakeState state) {
        this.state = state;
    }

    @Override
    public void imageGetOrCreate(ImageGetOrCreateRequest request, StreamObserver<ImageGetOrCreateResponse> observer) {
        Work.answer(observer, () -> {
            String commands = String.join("\n", request.getImage().getDockerfileCommandsList());
            if (!commands.startsWith("FROM ")) {
                throw Work.invalid("the first command of an image must be FROM");
            }
            if (request.getBuilderVersion().isEmpty()) {
                throw Work.invalid("the image has no builder version");
            }
            var image = state.image(commands);
            ImageGetOrCreateResponse.Builder answer =
                    ImageGetOrCreateResponse.newBuilder().setImageId(image.getKey());
            return image.getValue() && !commands.contains(MISSING)
                    ? answer.setResult(GOOD).build()
                    : answer.build();
        });
    }

    @Override
    public void imageJoinStreaming(
            ImageJoinStreamingRequest request, StreamObserver<ImageJoinStreamingResponse> observer) {
        String commands = state.commands(request.getImageId());
        if (request.getLastEntryId().isEmpty()) {
            observer.onNext(ImageJoinStreamingResponse.newBuilder()
                    .addTaskLogs(TaskLogs.newBuilder().setData("Pulling " + commands + "\n"))
                    .setEntryId("1")
                    .build());
        } else if (commands.contains(MISSING)) {
            observer.onNext(ImageJoinStreamingResponse.newBuilder()
                    .setResult(GenericResult.newBuilder()
                            .setStatus(GenericStatus.GENERIC_STATUS_FAILURE)
                            .setException("the registry knows no such image"))
                    .setEntryId("2")
                    .build());
        } else {
            observer.onNext(ImageJoinStreamingResponse.newBuilder()
                    .addTaskLogs(TaskLogs.newBuilder().setData("Saving image\n"))
                    .setResult(GOOD)
                    .setEntryId("2")
                    .setEof(true)
                    .build());
        }
        observer.onCompleted();
    }

    @Override
    public void imageFromId(ImageFromIdRequest request, StreamObserver<ImageFromIdResponse> observer) {
        Work.answer(observer, () -> {
            if (!state.hasImage(request.getImageId())) {
                throw FakeState.notFound("image", request.getImageId());
            }
            return ImageFromIdResponse.newBuilder()
                    .setImageId(request.getImageId())
                    .build();
        });
    }

    @Override
    public void imageDelete(ImageDeleteRequest request, StreamObserver<Empty> observer) {
        Work.answer(observer, () -> {
            state.deleteImage(request.getImageId());
            return Empty.getDefaultInstance();
        });
    }
}
