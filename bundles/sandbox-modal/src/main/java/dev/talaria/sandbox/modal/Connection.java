package dev.talaria.sandbox.modal;

import com.google.common.util.concurrent.ListenableFuture;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.SandboxException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A connection to one server of Modal's. */
final class Connection implements AutoCloseable {
    private static final int LARGEST_MESSAGE = 100 << 20;
    private static final int WINDOW = 64 << 20;
    private static final long KEEP_ALIVE_SECONDS = 30;
    private static final long ANSWER_SECONDS = 10;
    private static final long CLOSING_SECONDS = 2;

    private final ManagedChannel channel;

    /** @throws SandboxException NO_BACKEND, if the bundle is gone */
    Connection(URI server, ModalThreads threads) {
        if (threads.isClosed()) {
            throw new SandboxException(
                    SandboxException.Code.NO_BACKEND,
                    "The bundle of sandboxes at Modal is gone.",
                    "Install it again: feature:install talaria-sandbox-modal.",
                    null);
        }
        OkHttpChannelBuilder builder = OkHttpChannelBuilder.forAddress(server.getHost(), Account.port(server))
                .executor(threads.workers())
                .transportExecutor(threads.workers())
                .offloadExecutor(threads.workers())
                .scheduledExecutorService(threads.timer())
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .flowControlWindow(WINDOW)
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true)
                .userAgent("talaria");
        if (Account.isPlain(server)) {
            builder.usePlaintext();
        }
        channel = builder.build();
    }

    /** A call of which the answer is waited for elsewhere. */
    <Q, A> ClientCall<Q, A> call(MethodDescriptor<Q, A> method, Metadata headers, CallOptions options) {
        Channel with = ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
        return with.newCall(method, options);
    }

    <Q, A> ListenableFuture<A> ask(MethodDescriptor<Q, A> method, Metadata headers, Q request, Duration deadline) {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
        return ClientCalls.futureUnaryCall(call(method, headers, options), request);
    }

    /**
     * @throws StatusRuntimeException if it fails
     * @throws CancellationException if it is stopped, or the thread is interrupted
     */
    static <A> A await(ListenableFuture<A> future, Cancellation cancellation) {
        try (Cancellation.Registration stop = cancellation.onCancel(() -> future.cancel(true))) {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StatusRuntimeException failure
                    ? failure
                    : Status.fromThrowable(e.getCause()).withCause(e.getCause()).asRuntimeException();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("interrupted").initCause(e);
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
