package dev.talaria.sandbox.docker.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection over a channel of the JDK. The JDK's own streams of a channel (before 19) let nobody write while somebody
 * reads.
 */
final class ChannelConnection implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelConnection.class);
    private static final int BUFFER_BYTES = 65_536;

    private final SocketChannel channel;
    private final InputStream input;
    private final OutputStream output;

    ChannelConnection(SocketChannel channel) {
        this.channel = channel;
        this.input = new BufferedInputStream(new ChannelReader(), BUFFER_BYTES);
        this.output = new ChannelWriter();
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("A connection to the daemon could not be closed", e);
        }
    }

    private final class ChannelReader extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return length == 0 ? 0 : channel.read(ByteBuffer.wrap(bytes, offset, Math.min(length, BUFFER_BYTES)));
        }
    }

    private final class ChannelWriter extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int end = offset + length;
            for (int at = offset; at < end; ) {
                at += channel.write(ByteBuffer.wrap(bytes, at, Math.min(end - at, BUFFER_BYTES)));
            }
        }
    }
}
