package dev.talaria.testkit.modal;

import com.google.protobuf.UnsafeByteOperations;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStdioReadResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Sends one stream of a command to one reader, as fast as that reads. */
final class StdioStream {
    private static final int LARGEST_PART = 256 * 1024;
    private static final long WAIT_MS = 100;
    private static final long PAUSE_NANOS = 200_000;

    private final FakeSandbox sandbox;
    private final StreamLog log;
    private final Faults faults;
    private final ServerCallStreamObserver<TaskExecStdioReadResponse> observer;

    StdioStream(
            FakeSandbox sandbox,
            StreamLog log,
            Faults faults,
            ServerCallStreamObserver<TaskExecStdioReadResponse> observer) {
        this.sandbox = sandbox;
        this.log = log;
        this.faults = faults;
        this.observer = observer;
    }

    void send(long from) {
        try {
            if (all(from)) {
                observer.onCompleted();
            }
        } catch (IOException e) {
            observer.onError(Status.INTERNAL.withDescription(e.toString()).asRuntimeException());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether it came to a good end */
    private boolean all(long from) throws IOException, InterruptedException {
        long cut = faults.cut();
        long offset = from;
        while (!observer.isCancelled()) {
            int most = cut < 0 ? LARGEST_PART : (int) Math.min(LARGEST_PART, cut - (offset - from));
            if (cut >= 0 && most == 0) {
                observer.onError(Status.UNAVAILABLE
                        .withDescription("the stream broke off")
                        .asRuntimeException());
                return false;
            }
            Optional<byte[]> part = log.read(offset, most, WAIT_MS);
            if (part.isEmpty()) {
                return end();
            }
            if (part.get().length > 0) {
                offset += part.get().length;
                awaitReader();
                observer.onNext(TaskExecStdioReadResponse.newBuilder()
                        .setData(UnsafeByteOperations.unsafeWrap(part.get()))
                        .build());
            }
        }
        return false;
    }

    private boolean end() {
        if (sandbox.isRunning() || faults.endsQuietly()) {
            return true;
        }
        observer.onError(Status.NOT_FOUND.withDescription("The task has ended.").asRuntimeException());
        return false;
    }

    private void awaitReader() {
        while (!observer.isReady() && !observer.isCancelled()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
