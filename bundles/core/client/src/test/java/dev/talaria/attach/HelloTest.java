package dev.talaria.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.attach.Hello.WrongVersionException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HelloTest {
    private static final Hello HELLO = new Hello(
            "1.2",
            List.of("ask", "", "ünïcode and $HOME", "x".repeat(70_000)),
            "/some/where",
            "xterm",
            132,
            43,
            true,
            false,
            true,
            Map.of("LANG", "nb_NO.UTF-8"));

    @Test
    void saysTheSameAfterwards() throws Exception {
        assertThat(Hello.decode(HELLO.encoded())).isEqualTo(HELLO);
    }

    @Test
    void anotherVersionIsToldApartFromGarbage() {
        byte[] other = HELLO.encoded();
        ByteBuffer.wrap(other).putInt(Hello.PROTOCOL + 1);
        assertThatThrownBy(() -> Hello.decode(other))
                .isInstanceOfSatisfying(WrongVersionException.class, e -> assertThat(e.distribution())
                        .isEqualTo("1.2"));
    }

    /** Cut anywhere, or with any length in it changed, it is refused, and never takes much memory to find that out. */
    @Test
    void whatCannotBeUnderstoodIsRefused() {
        byte[] whole = new Hello("1.2", List.of("ask", "hi"), "/").encoded();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Hello.decode(cut)).isInstanceOf(ProtocolException.class);
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThatThrownBy(() -> Hello.decode(longer)).isInstanceOf(ProtocolException.class);
        byte[] manyWords = whole.clone();
        ByteBuffer.wrap(manyWords).putInt(4 + 4 + 3, Integer.MAX_VALUE);
        assertThatThrownBy(() -> Hello.decode(manyWords)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void noBytesMakeItFailInAnotherWay() {
        Random random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = HELLO.encoded();
            byte[] some = Arrays.copyOf(bytes, 40 + random.nextInt(60));
            for (int change = 0; change < 4; change++) {
                some[4 + random.nextInt(some.length - 4)] = (byte) random.nextInt();
            }
            try {
                Hello.decode(some);
            } catch (ProtocolException | WrongVersionException e) {
                // as it should be
            }
        }
    }
}
