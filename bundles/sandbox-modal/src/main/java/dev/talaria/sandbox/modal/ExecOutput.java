package dev.talaria.sandbox.modal;

import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStdioReadRequest;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStdioReadResponse;
import dev.talaria.sandbox.modal.wire.TaskCommandRouterGrpc;
import io.grpc.ClientCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The output of a program. Where the stream breaks off, it is taken up again at the same byte. */
final class ExecOutput extends InputStream {
    private final ModalExec exec;
    private final Router router;
    private final String execId;
    private final byte[] one = new byte[1];
    private long offset;
    private ByteBuffer part = ByteBuffer.allocate(0);
    private @Nullable Iterator<TaskExecStdioReadResponse> stream;
    private String token = "";
    private boolean renewed;
    private int retries;
    private Duration pause = Router.FIRST_PAUSE;
    private volatile @Nullable ClientCall<?, ?> call;
    private volatile boolean closed;

    ExecOutput(ModalExec exec, Router router, String execId) {
        this.exec = exec;
        this.router = router;
        this.execId = execId;
    }

    @Override
    public int read() throws IOException {
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!part.hasRemaining()) {
            if (!next()) {
                return -1;
            }
        }
        int count = Math.min(length, part.remaining());
        part.get(bytes, from, count);
        return count;
    }

    /** @return false at the end */
    private boolean next() throws IOException {
        while (true) {
            try {
                Iterator<TaskExecStdioReadResponse> current = stream == null ? open() : stream;
                if (!current.hasNext()) {
                    return false;
                }
                part = current.next().getData().asReadOnlyByteBuffer();
                offset += part.remaining();
                retries = 0;
                renewed = false;
                pause = Router.FIRST_PAUSE;
                return true;
            } catch (StatusRuntimeException e) {
                stream = null;
                recover(e);
            } catch (CancellationException e) {
                throw new IOException("the connection was closed", e);
            }
        }
    }

    private Iterator<TaskExecStdioReadResponse> open() throws IOException {
        token = router.access().token();
        ClientCall<TaskExecStdioReadRequest, TaskExecStdioReadResponse> reading =
                router.stream(TaskCommandRouterGrpc.getTaskExecStdioReadMethod(), token);
        Iterator<TaskExecStdioReadResponse> opened = ClientCalls.blockingServerStreamingCall(
                reading,
                TaskExecStdioReadRequest.newBuilder()
                        .setTaskId(router.taskId())
                        .setExecId(execId)
                        .setOffset(offset)
                        .build());
        call = reading;
        if (closed) {
            reading.cancel("closed", null);
        }
        stream = opened;
        return opened;
    }

    /** @throws IOException if another try is of no use */
    private void recover(StatusRuntimeException e) throws IOException {
        if (closed) {
            throw new IOException("the connection was closed", e);
        }
        if (e.getStatus().getCode() == Status.Code.UNAUTHENTICATED && !renewed) {
            renewed = true;
            router.access().refused(token);
            return;
        }
        if (retries == Router.RETRIES || !Failures.mayPass(e.getStatus())) {
            throw exec.lost(e);
        }
        retries++;
        Pause.of(pause, Calls.NEVER);
        pause = pause.multipliedBy(2);
    }

    @Override
    public void close() {
        closed = true;
        ClientCall<?, ?> reading = call;
        if (reading != null) {
            reading.cancel("closed", null);
        }
    }
}
