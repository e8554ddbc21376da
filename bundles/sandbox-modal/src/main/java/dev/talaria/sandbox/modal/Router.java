package dev.talaria.sandbox.modal;

import com.google.common.util.concurrent.ListenableFuture;
import dev.talaria.api.base.Cancellation;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskSnapshotFilesystemRequest;
import dev.talaria.sandbox.modal.wire.TaskCommandRouterGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The task command router of one sandbox, which runs commands in it. */
final class Router implements AutoCloseable {
    static final int RETRIES = 10;
    static final Duration FIRST_PAUSE = Duration.ofMillis(10);

    private final String taskId;
    private final Supplier<Connection> connector;
    private final Connection connection;
    private final RouterAccess access;
    private volatile boolean closed;

    /** @param connector makes a connection to it */
    Router(String taskId, Supplier<Connection> connector, RouterAccess access) {
        this.taskId = taskId;
        this.connector = connector;
        this.connection = connector.get();
        this.access = access;
    }

    /** This one, or if it is closed, one of its own for whoever asks and closes it. */
    Router usable() {
        return closed ? new Router(taskId, connector, access) : this;
    }

    String taskId() {
        return taskId;
    }

    /** How a call is to be made. */
    record Way(
            Duration deadline, boolean retryDeadline, Cancellation cancellation, Consumer<ListenableFuture<?>> seen) {
        Way(Duration deadline) {
            this(deadline, true, Calls.NEVER, future -> {});
        }

        Way watchedBy(Consumer<ListenableFuture<?>> value) {
            return new Way(deadline, retryDeadline, cancellation, value);
        }

        /** One whose deadline is the end of it. */
        Way once() {
            return new Way(deadline, false, cancellation, seen);
        }
    }

    /** @throws StatusRuntimeException if it fails, also after some tries where that may help */
    <Q, A> A ask(MethodDescriptor<Q, A> method, Q request, Way way) {
        Duration pause = FIRST_PAUSE;
        boolean renewed = false;
        int retries = 0;
        while (true) {
            String token = access.token();
            try {
                ListenableFuture<A> future =
                        connection.ask(method, RouterAccess.headers(token), request, way.deadline());
                way.seen().accept(future);
                return Connection.await(future, way.cancellation());
            } catch (StatusRuntimeException e) {
                Status.Code code = e.getStatus().getCode();
                if (code == Status.Code.UNAUTHENTICATED && !renewed) {
                    renewed = true;
                    access.refused(token);
                } else if (retries < RETRIES && mayPass(e.getStatus(), way)) {
                    retries++;
                    Pause.of(pause, way.cancellation());
                    pause = pause.multipliedBy(2);
                } else {
                    throw e;
                }
            }
        }
    }

    private static boolean mayPass(Status status, Way way) {
        return Failures.mayPass(status) && (way.retryDeadline() || status.getCode() != Status.Code.DEADLINE_EXCEEDED);
    }

    /** A call whose answer is a stream, with the token that it uses. */
    <Q, A> ClientCall<Q, A> stream(MethodDescriptor<Q, A> method, String token) {
        return connection.call(method, RouterAccess.headers(token), CallOptions.DEFAULT);
    }

    /** Asks without waiting for the answer, and without another try. */
    <Q, A> void tell(MethodDescriptor<Q, A> method, Q request, Duration deadline) {
        connection.ask(method, RouterAccess.headers(access.token()), request, deadline);
    }

    RouterAccess access() {
        return access;
    }

    /**
     * Keeps the files of the sandbox as an image.
     *
     * @param life zero for ever
     * @return the image's id
     * @throws StatusRuntimeException if it fails
     */
    String snapshot(Duration deadline, Duration life) {
        TaskSnapshotFilesystemRequest request = TaskSnapshotFilesystemRequest.newBuilder()
                .setTaskId(taskId)
                .setSnapshotId(UUID.randomUUID().toString())
                .setTtlSeconds(life.isZero() ? -1 : life.toSeconds())
                .build();
        return ask(TaskCommandRouterGrpc.getTaskSnapshotFilesystemMethod(), request, new Way(deadline).once())
                .getImageId();
    }

    @Override
    public void close() {
        closed = true;
        connection.close();
    }
}
