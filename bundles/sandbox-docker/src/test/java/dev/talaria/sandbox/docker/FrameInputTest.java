package dev.talaria.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameInputTest {
    private static final byte[] TWO = {
        1, 0, 0, 0, 0, 0, 0, 2, 'a', 'b', 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 'c'
    };

    private static String read(byte[] bytes) throws IOException {
        return new String(new FrameInput(new ByteArrayInputStream(bytes)).readAllBytes());
    }

    @Test
    void framesAreJoined() throws Exception {
        assertThat(read(TWO)).isEqualTo("abc");
        assertThat(read(new byte[0])).isEmpty();
    }

    @Test
    void anEndInTheMiddleIsNoEnd() {
        for (int cut : new int[] {3, 8, 9, 15, 26}) {
            assertThatThrownBy(() -> read(Arrays.copyOf(TWO, cut)))
                    .as("after %s bytes", cut)
                    .isInstanceOf(EOFException.class);
        }
    }
}
