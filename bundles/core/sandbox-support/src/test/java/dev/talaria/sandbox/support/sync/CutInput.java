package dev.talaria.sandbox.support.sync;

import dev.talaria.sandbox.support.Exec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Throws away what comes after so many bytes. */
final class CutInput implements Exec.Channel {
    private final Exec.Channel channel;
    private long left;

    CutInput(Exec.Channel channel, long bytes) {
        this.channel = channel;
        this.left = bytes;
    }

    @Override
    public OutputStream input() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (left-- > 0) {
                    channel.input().write(b);
                }
            }

            @Override
            public void close() throws IOException {
                channel.input().close();
            }
        };
    }

    @Override
    public InputStream output() {
        return channel.output();
    }

    @Override
    public int exitCode() throws IOException, InterruptedException {
        return channel.exitCode();
    }

    @Override
    public void close() {
        channel.close();
    }
}
