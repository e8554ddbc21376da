package dev.talaria.client;

import dev.talaria.attach.FrameChannel;
import dev.talaria.attach.FrameType;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/** Sends standard input, but only as much as is asked for: what is typed beyond it belongs to whoever comes next. */
final class InputPump {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final InputStream input;
    private final FrameChannel channel;
    private final Semaphore reads = new Semaphore(0);
    private volatile boolean all;
    private boolean started;

    InputPump(InputStream input, FrameChannel channel) {
        this.input = input;
        this.channel = channel;
    }

    /** @param everything until the end of input; otherwise what one more read gives, a line if it is a terminal */
    void wanted(boolean everything) {
        all |= everything;
        reads.release();
        if (!started) {
            started = true;
            Thread thread = new Thread(this::pump, "talaria-input");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void pump() {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            while (true) {
                if (!all) {
                    reads.acquire();
                }
                int count = input.read(buffer);
                if (count < 0) {
                    channel.write(FrameType.INPUT_END);
                    return;
                }
                channel.write(FrameType.INPUT, buffer, 0, count);
            }
        } catch (IOException e) {
            // The connection is gone, which the reading thread sees too; or there is no input.
            endQuietly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endQuietly() {
        try {
            channel.write(FrameType.INPUT_END);
        } catch (IOException e) {
            // It is the connection that is gone.
        }
    }
}
