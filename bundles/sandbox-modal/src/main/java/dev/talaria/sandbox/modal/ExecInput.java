package dev.talaria.sandbox.modal;

import com.google.protobuf.ByteString;
import dev.talaria.sandbox.modal.wire.RouterWire.TaskExecStdinWriteRequest;
import dev.talaria.sandbox.modal.wire.TaskCommandRouterGrpc;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The standard input of a program. Every part says where it belongs, so that it can be sent again without being read
 * twice; the answer comes when the program has room for it.
 */
final class ExecInput extends OutputStream {
    private static final int PART = 1 << 20;
    /** A program may let its input wait as long as it likes. */
    private static final Duration DEADLINE = Duration.ofDays(365);

    private final ModalExec exec;
    private final Router router;
    private final String execId;
    private final byte[] one = new byte[1];
    private byte[] held = new byte[8_192];
    private int length;
    private long offset;
    private boolean ended;
    private volatile @Nullable Future<?> sending;
    private volatile boolean abandoned;

    ExecInput(ModalExec exec, Router router, String execId) {
        this.exec = exec;
        this.router = router;
        this.execId = execId;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        one[0] = (byte) b;
        write(one, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) throws IOException {
        if (ended) {
            throw new IOException("the input is closed");
        }
        int done = 0;
        while (done < count) {
            int now = Math.min(count - done, PART - length);
            grow(length + now);
            System.arraycopy(bytes, from + done, held, length, now);
            length += now;
            done += now;
            if (length == PART) {
                send(false);
            }
        }
    }

    private void grow(int needed) {
        if (needed > held.length) {
            byte[] larger = new byte[Math.min(PART, Math.max(needed, held.length * 4))];
            System.arraycopy(held, 0, larger, 0, length);
            held = larger;
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        if (length > 0) {
            send(false);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (!ended) {
            ended = true;
            send(true);
        }
    }

    private void send(boolean end) throws IOException {
        TaskExecStdinWriteRequest request = TaskExecStdinWriteRequest.newBuilder()
                .setTaskId(router.taskId())
                .setExecId(execId)
                .setOffset(offset)
                .setData(ByteString.copyFrom(held, 0, length))
                .setEof(end)
                .build();
        try {
            router.ask(
                    TaskCommandRouterGrpc.getTaskExecStdinWriteMethod(),
                    request,
                    new Router.Way(DEADLINE).watchedBy(this::watch));
        } catch (StatusRuntimeException e) {
            throw exec.lost(e);
        } catch (CancellationException e) {
            throw new IOException("the connection was closed", e);
        }
        offset += length;
        length = 0;
    }

    private void watch(Future<?> call) {
        sending = call;
        if (abandoned) {
            call.cancel(true);
        }
    }

    /** Whoever writes stops writing. */
    void abandon() {
        abandoned = true;
        Future<?> call = sending;
        if (call != null) {
            call.cancel(true);
        }
    }
}
