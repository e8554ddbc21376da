package dev.talaria.sandbox.modal;

import com.google.protobuf.Empty;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.modal.wire.ClientWire.AppGetOrCreateRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.GenericResult;
import dev.talaria.sandbox.modal.wire.ClientWire.GenericResult.GenericStatus;
import dev.talaria.sandbox.modal.wire.ClientWire.ImageDeleteRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.ImageFromIdRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.ObjectCreationType;
import dev.talaria.sandbox.modal.wire.ClientWire.Sandbox;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxCreateRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxGetFromNameRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxGetTaskIdRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxGetTaskIdResponse;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxTag;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxTerminateRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxWaitRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.TaskGetCommandRouterAccessRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.TaskGetCommandRouterAccessResponse;
import dev.talaria.sandbox.modal.wire.ModalClientGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The calls about apps and sandboxes. All fail with a {@link SandboxException}. */
final class ControlPlane implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    /** Making a sandbox may take its time. */
    private static final Duration LONG_DEADLINE = Duration.ofMinutes(5);

    private final Account account;
    private final Calls calls;

    ControlPlane(Account account, Calls calls) {
        this.account = account;
        this.calls = calls;
    }

    Account account() {
        return account;
    }

    Calls calls() {
        return calls;
    }

    private <Q, A> A ask(MethodDescriptor<Q, A> method, Q request, String doing, Cancellation cancellation) {
        try {
            return calls.ask(method, request, DEADLINE, cancellation);
        } catch (StatusRuntimeException e) {
            throw Failures.of(e, account, doing);
        }
    }

    /** Empty where the server does not know it. */
    private <Q, A> Optional<A> find(MethodDescriptor<Q, A> method, Q request, String doing, Cancellation cancellation) {
        try {
            return Optional.of(calls.ask(method, request, DEADLINE, cancellation));
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw Failures.of(e, account, doing);
        }
    }

    /** Only asks whether the server lets us in. */
    void hello(Duration deadline) {
        try {
            calls.ask(ModalClientGrpc.getClientHelloMethod(), Empty.getDefaultInstance(), deadline, Calls.NEVER);
        } catch (StatusRuntimeException e) {
            throw Failures.of(e, account, "say hello");
        }
    }

    /** The id of an app, which is made if there is none. */
    String app(String name, Cancellation cancellation) {
        AppGetOrCreateRequest request = AppGetOrCreateRequest.newBuilder()
                .setAppName(name)
                .setEnvironmentName(account.environment())
                .setObjectCreationType(ObjectCreationType.OBJECT_CREATION_TYPE_CREATE_IF_MISSING)
                .build();
        return ask(ModalClientGrpc.getAppGetOrCreateMethod(), request, "find the app " + name, cancellation)
                .getAppId();
    }

    /** The id of the running sandbox of that name. */
    Optional<String> running(String app, String name, Cancellation cancellation) {
        SandboxGetFromNameRequest request = SandboxGetFromNameRequest.newBuilder()
                .setAppName(app)
                .setEnvironmentName(account.environment())
                .setSandboxName(name)
                .build();
        return find(ModalClientGrpc.getSandboxGetFromNameMethod(), request, "find the sandbox " + name, cancellation)
                .map(found -> found.getSandboxId());
    }

    boolean hasImage(String id, Cancellation cancellation) {
        ImageFromIdRequest request =
                ImageFromIdRequest.newBuilder().setImageId(id).build();
        return find(ModalClientGrpc.getImageFromIdMethod(), request, "find the image " + id, cancellation)
                .isPresent();
    }

    /** One that is not there is no failure. */
    void deleteImage(String id) {
        ImageDeleteRequest request =
                ImageDeleteRequest.newBuilder().setImageId(id).build();
        find(ModalClientGrpc.getImageDeleteMethod(), request, "delete the image " + id, Calls.NEVER);
    }

    /**
     * @return empty if there is one of that name already
     * @throws SandboxException if it cannot be made
     */
    Optional<String> create(String appId, Sandbox definition, Map<String, String> tags, Cancellation cancellation) {
        SandboxCreateRequest.Builder request =
                SandboxCreateRequest.newBuilder().setAppId(appId).setDefinition(definition);
        tags.forEach((name, value) ->
                request.addTags(SandboxTag.newBuilder().setTagName(name).setTagValue(value)));
        try {
            return Optional.of(
                    calls.ask(ModalClientGrpc.getSandboxCreateMethod(), request.build(), LONG_DEADLINE, cancellation)
                            .getSandboxId());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.ALREADY_EXISTS) {
                return Optional.empty();
            }
            throw Failures.of(e, account, "make a sandbox");
        }
    }

    SandboxGetTaskIdResponse task(String sandboxId, float waitSeconds, Cancellation cancellation) {
        SandboxGetTaskIdRequest request = SandboxGetTaskIdRequest.newBuilder()
                .setSandboxId(sandboxId)
                .setTimeout(waitSeconds)
                .build();
        return ask(ModalClientGrpc.getSandboxGetTaskIdMethod(), request, "find the sandbox " + sandboxId, cancellation);
    }

    /** @throws StatusRuntimeException if it fails */
    TaskGetCommandRouterAccessResponse access(String taskId, Cancellation cancellation) {
        TaskGetCommandRouterAccessRequest request =
                TaskGetCommandRouterAccessRequest.newBuilder().setTaskId(taskId).build();
        return calls.ask(ModalClientGrpc.getTaskGetCommandRouterAccessMethod(), request, DEADLINE, cancellation);
    }

    /** How a sandbox has ended; empty if it runs. One that the server does not know any more was terminated. */
    Optional<GenericResult> ended(String sandboxId) {
        SandboxWaitRequest request =
                SandboxWaitRequest.newBuilder().setSandboxId(sandboxId).build();
        return find(ModalClientGrpc.getSandboxWaitMethod(), request, "look after the sandbox", Calls.NEVER)
                .map(answer -> answer.getResult())
                .or(() -> Optional.of(GenericResult.newBuilder()
                        .setStatus(GenericStatus.GENERIC_STATUS_TERMINATED)
                        .build()))
                .filter(result -> result.getStatus() != GenericStatus.GENERIC_STATUS_UNSPECIFIED);
    }

    /** One that is not there is no failure. */
    void terminate(String sandboxId) {
        SandboxTerminateRequest request =
                SandboxTerminateRequest.newBuilder().setSandboxId(sandboxId).build();
        find(ModalClientGrpc.getSandboxTerminateMethod(), request, "end the sandbox", Calls.NEVER);
    }

    @Override
    public void close() {
        calls.close();
    }
}
