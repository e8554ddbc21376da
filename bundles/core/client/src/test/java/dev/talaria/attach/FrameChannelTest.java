package dev.talaria.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameChannelTest {

    @Test
    void framesSurviveAChannelThatGivesAndTakesOneByteAtATime() throws Exception {
        Trickle trickle = new Trickle();
        FrameChannel channel = new FrameChannel(trickle);
        byte[] text = "Grüße".getBytes("UTF-8");
        channel.write(FrameType.OUTPUT, text);
        channel.writeInt(FrameType.EXIT, -7);
        channel.writeLong(FrameType.WELCOME, Long.MAX_VALUE);
        channel.writeFlag(FrameType.RAW, true);
        channel.write(FrameType.INTERRUPT);
        Frame first = channel.read();
        assertThat(first.type()).isEqualTo(FrameType.OUTPUT);
        assertThat(first.payload()).isEqualTo(text);
        assertThat(channel.read().integer()).isEqualTo(-7);
        assertThat(channel.read().longInteger()).isEqualTo(Long.MAX_VALUE);
        assertThat(channel.read().flag()).isTrue();
        assertThat(channel.read().payload()).isEmpty();
        assertThat(channel.read()).isNull();
    }

    /** A socket's channel would close itself. */
    @Test
    void anInterruptedThreadWritesAndTheConnectionStays() throws Exception {
        try (ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                FrameChannel here = new FrameChannel(SocketChannel.open(server.getLocalAddress()));
                FrameChannel there = new FrameChannel(server.accept())) {
            Thread.currentThread().interrupt();
            here.write(FrameType.OUTPUT, (byte) 1);
            assertThat(Thread.interrupted()).as("it is interrupted still").isTrue();
            here.write(FrameType.OUTPUT, (byte) 2);
            assertThat(there.read().payload()).containsExactly(1);
            assertThat(there.read().payload()).containsExactly(2);
            here.close();
            assertThatThrownBy(() -> here.write(FrameType.OUTPUT, (byte) 3)).isInstanceOf(IOException.class);
            assertThat(there.read()).isNull();
        }
    }

    @Test
    void anEndWithinAFrameIsNoEnd() throws Exception {
        byte[] whole = {(byte) FrameType.OUTPUT.code(), 0, 0, 0, 2, 'a', 'b'};
        for (int length = 1; length < whole.length; length++) {
            FrameChannel cut = new FrameChannel(new Trickle(Arrays.copyOf(whole, length)));
            assertThatThrownBy(cut::read).as("after %d bytes", length).isInstanceOf(EOFException.class);
        }
        assertThat(new FrameChannel(new Trickle(whole)).read().payload()).containsExactly('a', 'b');
    }

    @Test
    void whatIsTooLongIsNotEvenRead() {
        byte[] atMost = ByteBuffer.allocate(5)
                .put((byte) FrameType.INPUT.code())
                .putInt(FrameChannel.MOST_BYTES)
                .array();
        assertThatThrownBy(() -> new FrameChannel(new Trickle(atMost)).read()).isInstanceOf(EOFException.class);
        for (int length : new int[] {FrameChannel.MOST_BYTES + 1, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            byte[] header = ByteBuffer.allocate(5)
                    .put((byte) FrameType.INPUT.code())
                    .putInt(length)
                    .array();
            assertThatThrownBy(() -> new FrameChannel(new Trickle(header)).read())
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining(String.valueOf(length));
        }
        FrameChannel channel = new FrameChannel(new Trickle());
        assertThatThrownBy(() -> channel.write(FrameType.OUTPUT, new byte[FrameChannel.MOST_BYTES + 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void garbageIsRefused() {
        assertThatThrownBy(() -> new FrameChannel(new Trickle("GET / HTTP/1.1\r\n".getBytes("US-ASCII"))).read())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("unknown type 71");
        assertThatThrownBy(() -> new Frame(FrameType.EXIT, new byte[3]).integer())
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> new Frame(FrameType.RAW, new byte[] {2}).flag())
                .isInstanceOf(ProtocolException.class);
    }

    /** Every type has a code of its own that leads back to it. */
    @Test
    void codesAreUnique() {
        for (FrameType type : FrameType.values()) {
            assertThat(FrameType.of(type.code())).isEqualTo(type);
        }
    }

    /** What is written can be read; one byte at a time. */
    private static final class Trickle implements ByteChannel {
        private byte[] bytes;
        private int next;

        Trickle(byte... bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read(ByteBuffer into) {
            if (next == bytes.length) {
                return -1;
            }
            into.put(bytes[next++]);
            return 1;
        }

        @Override
        public int write(ByteBuffer from) {
            bytes = Arrays.copyOf(bytes, bytes.length + 1);
            bytes[bytes.length - 1] = from.get();
            return 1;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
