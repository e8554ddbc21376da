package dev.talaria.sandbox.support;

import java.io.IOException;
import java.io.InputStream;

/**
 * The output of a program as a stream whose end is checked: a connection that broke is no end of a file. Of the backend's
 * own stream only {@code read} is used; what a pipe answers to the rest is no help.
 */
final class ChannelInput extends InputStream {
    private final Exec.Channel channel;
    private boolean checked;

    ChannelInput(Exec.Channel channel) {
        this.channel = channel;
    }

    @Override
    public int read() throws IOException {
        int next = channel.output().read();
        if (next < 0) {
            check();
        }
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = channel.output().read(bytes, offset, length);
        if (count < 0) {
            check();
        }
        return count;
    }

    private void check() throws IOException {
        if (checked) {
            return;
        }
        checked = true;
        try {
            int code = channel.exitCode();
            if (code != 0) {
                throw new IOException("the sandbox broke off (exit code " + code + ")");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        channel.close();
    }
}
