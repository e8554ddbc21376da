package dev.talaria.sandbox.modal;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.modal.wire.ClientWire.EnvironmentGetOrCreateRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.GenericResult;
import dev.talaria.sandbox.modal.wire.ClientWire.GenericResult.GenericStatus;
import dev.talaria.sandbox.modal.wire.ClientWire.Image;
import dev.talaria.sandbox.modal.wire.ClientWire.ImageGetOrCreateRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.ImageGetOrCreateResponse;
import dev.talaria.sandbox.modal.wire.ClientWire.ImageJoinStreamingRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.ImageJoinStreamingResponse;
import dev.talaria.sandbox.modal.wire.ClientWire.TaskLogs;
import dev.talaria.sandbox.modal.wire.ModalClientGrpc;
import io.grpc.ClientCall;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Gets the image of a new sandbox. */
final class Images {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final float LISTEN_SECONDS = 55;
    private static final int BROKEN_STREAMS = 3;
    private static final int LONGEST_LINE = 120;

    private final ControlPlane plane;
    private final Consumer<String> progress;
    private final Cancellation cancellation;

    Images(ControlPlane plane, Consumer<String> progress, Cancellation cancellation) {
        this.plane = plane;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /**
     * @param name a registry's name, or an id
     * @return its id, when it is there
     * @throws SandboxException IMAGE, if it cannot be had
     */
    String get(String name, String builderVersion, String appId) {
        if (name.startsWith("im-")) {
            if (!plane.hasImage(name, cancellation)) {
                throw unusable(name, "Modal has no such image (any more)", null);
            }
            return name;
        }
        progress.accept("getting the image " + name);
        ImageGetOrCreateResponse made = make(name, builderVersion, appId);
        GenericResult result = made.getResult();
        if (result.getStatus() == GenericStatus.GENERIC_STATUS_UNSPECIFIED) {
            result = listen(made.getImageId(), name);
        }
        if (result.getStatus() != GenericStatus.GENERIC_STATUS_SUCCESS) {
            String why = result.getException().isEmpty()
                    ? result.getStatus().name().replace("GENERIC_STATUS_", "")
                    : result.getException();
            throw unusable(name, why, null);
        }
        return made.getImageId();
    }

    private ImageGetOrCreateResponse make(String name, String builderVersion, String appId) {
        try {
            ImageGetOrCreateRequest request = ImageGetOrCreateRequest.newBuilder()
                    .setAppId(appId)
                    .setImage(Image.newBuilder().addDockerfileCommands("FROM " + name))
                    .setBuilderVersion(builderVersion.isEmpty() ? usualBuilder() : builderVersion)
                    .build();
            return plane.calls().ask(ModalClientGrpc.getImageGetOrCreateMethod(), request, DEADLINE, cancellation);
        } catch (StatusRuntimeException e) {
            throw Failures.of(e, plane.account(), "make the image " + name);
        }
    }

    private String usualBuilder() {
        EnvironmentGetOrCreateRequest request = EnvironmentGetOrCreateRequest.newBuilder()
                .setDeploymentName(plane.account().environment())
                .build();
        return plane.calls()
                .ask(ModalClientGrpc.getEnvironmentGetOrCreateMethod(), request, DEADLINE, cancellation)
                .getMetadata()
                .getSettings()
                .getImageBuilderVersion();
    }

    /** Each stream ends after a while, or breaks off; the next goes on where it was. */
    private GenericResult listen(String imageId, String name) {
        Said said = new Said(name);
        int broken = 0;
        while (said.result.getStatus() == GenericStatus.GENERIC_STATUS_UNSPECIFIED) {
            cancellation.throwIfCancelled();
            ClientCall<ImageJoinStreamingRequest, ImageJoinStreamingResponse> call =
                    plane.calls().stream(ModalClientGrpc.getImageJoinStreamingMethod());
            try (Cancellation.Registration stop = cancellation.onCancel(() -> call.cancel("stopped", null))) {
                said.hear(ClientCalls.blockingServerStreamingCall(
                        call,
                        ImageJoinStreamingRequest.newBuilder()
                                .setImageId(imageId)
                                .setTimeout(LISTEN_SECONDS)
                                .setLastEntryId(said.lastEntry)
                                .build()));
            } catch (StatusRuntimeException e) {
                if (cancellation.isCancelled()) {
                    throw new CancellationException(cancellation.reason());
                }
                if (!Failures.mayPass(e.getStatus()) || ++broken == BROKEN_STREAMS) {
                    throw Failures.of(e, plane.account(), "make the image " + name);
                }
            }
        }
        return said.result;
    }

    /** What the builder said so far. */
    private final class Said {
        private final String name;
        private String lastEntry = "";
        private GenericResult result = GenericResult.getDefaultInstance();

        Said(String name) {
            this.name = name;
        }

        void hear(Iterator<ImageJoinStreamingResponse> stream) {
            while (stream.hasNext()) {
                ImageJoinStreamingResponse next = stream.next();
                if (!next.getEntryId().isEmpty()) {
                    lastEntry = next.getEntryId();
                }
                if (next.getResult().getStatus() != GenericStatus.GENERIC_STATUS_UNSPECIFIED) {
                    result = next.getResult();
                }
                next.getTaskLogsList().stream()
                        .map(TaskLogs::getData)
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .forEach(this::tell);
            }
        }

        private void tell(String text) {
            String line = text.substring(text.lastIndexOf('\n') + 1);
            progress.accept(
                    "getting the image " + name + ": " + line.substring(0, Math.min(line.length(), LONGEST_LINE)));
        }
    }

    private static SandboxException unusable(
            String name, String why, @org.jspecify.annotations.Nullable Throwable cause) {
        return new SandboxException(
                SandboxException.Code.IMAGE,
                "The image " + name + " cannot be had at Modal: " + why + ".",
                "Name an image of a registry that Modal reaches, such as debian:stable-slim, or the id of one of Modal's"
                        + " own: image in dev.talaria.sandbox.modal.cfg.",
                cause);
    }
}
