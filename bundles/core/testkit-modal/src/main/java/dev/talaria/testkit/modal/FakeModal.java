package dev.talaria.testkit.modal;

import dev.talaria.sandbox.modal.wire.ClientWire.GenericResult.GenericStatus;
import io.grpc.BindableService;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A server that answers as Modal does, control plane and task command router on one port of 127.0.0.1, and runs the
 * commands of its sandboxes on this machine. Needs {@link RequiresNamespaces}.
 */
public final class FakeModal implements AutoCloseable {
    public static final String TOKEN_ID = "ak-fake";
    public static final String TOKEN_SECRET = "as-fake";

    private static final int LARGEST_MESSAGE = 100 << 20;
    private static final int WINDOW = 64 << 20;

    private final Faults faults = new Faults();
    private final Tokens authTokens = new Tokens();
    private final Tokens routerTokens = new Tokens();
    private final FakeState state;
    private final Gate gate;
    private final ExecutorService threads = Executors.newCachedThreadPool(daemon("fake-modal"));
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, daemon("fake-modal-timer"));
    private final Server server;

    private FakeModal(Path directory) throws IOException {
        state = new FakeState(directory);
        gate = new Gate(faults, authTokens, routerTokens);
        ControlPlane controlPlane = new ControlPlane(state, authTokens, routerTokens, timer);
        Router router = new Router(state, faults, new Pipes(directory), threads, timer);
        server = OkHttpServerBuilder.forPort(new InetSocketAddress("127.0.0.1", 0), InsecureServerCredentials.create())
                .executor(threads)
                .transportExecutor(threads)
                .scheduledExecutorService(timer)
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .flowControlWindow(WINDOW)
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .intercept(gate)
                .addService(together(controlPlane, new FurtherControlPlane(state)))
                .addService(together(router, new FurtherRouter(router)))
                .build()
                .start();
        controlPlane.url(url());
    }

    private static java.util.concurrent.ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Serves both under the name of the first. */
    private static ServerServiceDefinition together(BindableService service, BindableService further) {
        ServerServiceDefinition own = service.bindService();
        String name = own.getServiceDescriptor().getName();
        ServerServiceDefinition.Builder all = ServerServiceDefinition.builder(name);
        own.getMethods().forEach(method -> add(method, name, all));
        further.bindService().getMethods().forEach(method -> add(method, name, all));
        return all.build();
    }

    private static <Q, A> void add(
            ServerMethodDefinition<Q, A> method, String service, ServerServiceDefinition.Builder all) {
        var descriptor = method.getMethodDescriptor();
        all.addMethod(
                descriptor.toBuilder()
                        .setFullMethodName(service + "/" + descriptor.getBareMethodName())
                        .build(),
                method.getServerCallHandler());
    }

    public static FakeModal start() {
        try {
            return new FakeModal(Files.createTempDirectory("fake-modal"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For {@code MODAL_SERVER_URL}. */
    public String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** What a client needs in its environment. */
    public Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>();
        variables.put("MODAL_SERVER_URL", url());
        variables.put("MODAL_TOKEN_ID", TOKEN_ID);
        variables.put("MODAL_TOKEN_SECRET", TOKEN_SECRET);
        return variables;
    }

    public Faults faults() {
        return faults;
    }

    /** How long tokens are good that are given from now on. */
    public void tokenLife(Duration life) {
        authTokens.life(life);
        routerTokens.life(life);
    }

    /** No token that was given is good any more, but those of the user. */
    public void revokeTokens() {
        authTokens.revoke();
        routerTokens.revoke();
    }

    /** How often something was called. */
    public int count(String call) {
        return gate.count(call);
    }

    /** All there ever were, the oldest first. */
    public List<FakeSandbox> sandboxes() {
        return state.sandboxes();
    }

    public List<FakeSandbox> running() {
        return state.sandboxes().stream().filter(FakeSandbox::isRunning).toList();
    }

    public Collection<String> images() {
        return state.images();
    }

    /** As when its time is over. */
    public void deleteImage(String id) {
        try {
            state.deleteImage(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends a sandbox as Modal itself does when it needs the machine. */
    public void evict(FakeSandbox sandbox) {
        sandbox.end(GenericStatus.GENERIC_STATUS_INTERNAL_FAILURE, "the machine was lost");
    }

    public Optional<FakeSandbox> sandbox(String name) {
        return running().stream().filter(sandbox -> sandbox.name().equals(name)).findFirst();
    }

    /** Ends the server and all that runs in its sandboxes. */
    @Override
    public void close() {
        try {
            server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
            timer.shutdownNow();
            state.close();
            threads.shutdownNow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
