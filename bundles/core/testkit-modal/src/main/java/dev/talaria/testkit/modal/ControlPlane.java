package dev.talaria.testkit.modal;

import com.google.protobuf.Empty;
import dev.talaria.sandbox.modal.wire.ClientWire.AppGetOrCreateRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.AppGetOrCreateResponse;
import dev.talaria.sandbox.modal.wire.ClientWire.AuthTokenGetRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.AuthTokenGetResponse;
import dev.talaria.sandbox.modal.wire.ClientWire.ClientHelloResponse;
import dev.talaria.sandbox.modal.wire.ClientWire.EnvironmentGetOrCreateRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.EnvironmentGetOrCreateResponse;
import dev.talaria.sandbox.modal.wire.ClientWire.EnvironmentMetadata;
import dev.talaria.sandbox.modal.wire.ClientWire.EnvironmentSettings;
import dev.talaria.sandbox.modal.wire.ClientWire.GenericResult;
import dev.talaria.sandbox.modal.wire.ClientWire.GenericResult.GenericStatus;
import dev.talaria.sandbox.modal.wire.ClientWire.ObjectCreationType;
import dev.talaria.sandbox.modal.wire.ClientWire.Sandbox;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxCreateRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxCreateResponse;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxGetFromNameRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxGetFromNameResponse;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxGetTaskIdRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxGetTaskIdResponse;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxTerminateRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxTerminateResponse;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxWaitRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxWaitResponse;
import dev.talaria.sandbox.modal.wire.ClientWire.TaskGetCommandRouterAccessRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.TaskGetCommandRouterAccessResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Apps and sandboxes. What happens when is as in the official documentation; see {@code docs/sandboxes/modal.md}. */
final class ControlPlane extends ImageCalls {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,63}");
    private static final int LONGEST_LIFE_SECONDS = 86_400;
    private static final int FIRST_EMPTY_TASK_IDS = 2;
    static final String BUILDER_VERSION = "2025.06";

    private final FakeState state;
    private final Tokens authTokens;
    private final Tokens routerTokens;
    private final ScheduledExecutorService timer;
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private volatile String url = "";

    ControlPlane(FakeState state, Tokens authTokens, Tokens routerTokens, ScheduledExecutorService timer) {
        super(state);
        this.state = state;
        this.authTokens = authTokens;
        this.routerTokens = routerTokens;
        this.timer = timer;
    }

    /** @param value of the task command router */
    void url(String value) {
        url = value;
    }

    @Override
    public void authTokenGet(AuthTokenGetRequest request, StreamObserver<AuthTokenGetResponse> observer) {
        Work.answer(observer, () -> AuthTokenGetResponse.newBuilder()
                .setToken(authTokens.issue("client"))
                .build());
    }

    @Override
    public void clientHello(Empty request, StreamObserver<ClientHelloResponse> observer) {
        Work.answer(observer, ClientHelloResponse::getDefaultInstance);
    }

    @Override
    public void environmentGetOrCreate(
            EnvironmentGetOrCreateRequest request, StreamObserver<EnvironmentGetOrCreateResponse> observer) {
        String name = request.getDeploymentName().isEmpty() ? "main" : request.getDeploymentName();
        var settings = EnvironmentSettings.newBuilder().setImageBuilderVersion(BUILDER_VERSION);
        Work.answer(observer, () -> EnvironmentGetOrCreateResponse.newBuilder()
                .setEnvironmentId("en-" + name)
                .setMetadata(EnvironmentMetadata.newBuilder().setName(name).setSettings(settings))
                .build());
    }

    @Override
    public void appGetOrCreate(AppGetOrCreateRequest request, StreamObserver<AppGetOrCreateResponse> observer) {
        boolean create = request.getObjectCreationType() == ObjectCreationType.OBJECT_CREATION_TYPE_CREATE_IF_MISSING;
        Work.answer(observer, () -> AppGetOrCreateResponse.newBuilder()
                .setAppId(state.app(request.getAppName(), create)
                        .orElseThrow(() -> FakeState.notFound("app", request.getAppName())))
                .build());
    }

    @Override
    public void sandboxCreate(SandboxCreateRequest request, StreamObserver<SandboxCreateResponse> observer) {
        Work.answer(observer, () -> SandboxCreateResponse.newBuilder()
                .setSandboxId(create(request).id())
                .build());
    }

    private synchronized FakeSandbox create(SandboxCreateRequest request) throws Exception {
        Sandbox definition = request.getDefinition();
        if (!state.hasApp(request.getAppId())) {
            throw FakeState.notFound("app", request.getAppId());
        }
        if (definition.getTimeoutSecs() == 0 || definition.getTimeoutSecs() > LONGEST_LIFE_SECONDS) {
            throw Work.invalid("timeout must be between 1 and " + LONGEST_LIFE_SECONDS + " seconds");
        }
        if (definition.hasName()) {
            if (!NAME.matcher(definition.getName()).matches()) {
                throw Work.invalid("Invalid sandbox name '" + definition.getName() + "'.");
            }
            if (state.running(request.getAppId(), definition.getName()).isPresent()) {
                throw Status.ALREADY_EXISTS
                        .withDescription("A sandbox with name '" + definition.getName() + "' already exists.")
                        .asRuntimeException();
            }
        }
        FakeSandbox made = state.create(request.getAppId(), definition, request.getTagsList());
        timer.schedule(
                () -> made.end(GenericStatus.GENERIC_STATUS_TIMEOUT, "its time is over"),
                definition.getTimeoutSecs(),
                TimeUnit.SECONDS);
        return made;
    }

    @Override
    public void sandboxGetFromName(
            SandboxGetFromNameRequest request, StreamObserver<SandboxGetFromNameResponse> observer) {
        Work.answer(observer, () -> SandboxGetFromNameResponse.newBuilder()
                .setSandboxId(state.app(request.getAppName(), false)
                        .flatMap(app -> state.running(app, request.getSandboxName()))
                        .orElseThrow(() -> FakeState.notFound("running sandbox", request.getSandboxName()))
                        .id())
                .build());
    }

    /** As the real one, which needs some time to find a machine: at first there is none. */
    @Override
    public void sandboxGetTaskId(SandboxGetTaskIdRequest request, StreamObserver<SandboxGetTaskIdResponse> observer) {
        Work.answer(observer, () -> {
            FakeSandbox sandbox = state.sandbox(request.getSandboxId());
            SandboxGetTaskIdResponse.Builder answer = SandboxGetTaskIdResponse.newBuilder();
            if (sandbox.result().isPresent()) {
                return answer.setTaskResult(sandbox.result().get()).build();
            }
            boolean early = asked.merge(sandbox.id(), 1, Integer::sum) <= FIRST_EMPTY_TASK_IDS;
            return early ? answer.build() : answer.setTaskId(sandbox.taskId()).build();
        });
    }

    @Override
    public void taskGetCommandRouterAccess(
            TaskGetCommandRouterAccessRequest request, StreamObserver<TaskGetCommandRouterAccessResponse> observer) {
        Work.answer(observer, () -> TaskGetCommandRouterAccessResponse.newBuilder()
                .setJwt(routerTokens.issue(state.task(request.getTaskId()).taskId()))
                .setUrl(url)
                .build());
    }

    @Override
    public void sandboxWait(SandboxWaitRequest request, StreamObserver<SandboxWaitResponse> observer) {
        Work.answer(observer, () -> SandboxWaitResponse.newBuilder()
                .setResult(state.sandbox(request.getSandboxId())
                        .await(request.getTimeout())
                        .orElse(GenericResult.getDefaultInstance()))
                .build());
    }

    @Override
    public void sandboxTerminate(SandboxTerminateRequest request, StreamObserver<SandboxTerminateResponse> observer) {
        Work.answer(observer, () -> {
            FakeSandbox sandbox = state.sandbox(request.getSandboxId());
            GenericResult before = sandbox.result().orElse(GenericResult.getDefaultInstance());
            sandbox.end(GenericStatus.GENERIC_STATUS_TERMINATED, "terminated by its user");
            return SandboxTerminateResponse.newBuilder()
                    .setExistingResult(before)
                    .build();
        });
    }
}
