package dev.talaria.sandbox.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8TextTest {

    @Test
    void charactersSplitAnywhereStayWhole() {
        byte[] bytes = "aß€😀z".getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            Utf8Text text = new Utf8Text();
            String first = text.next(bytes, cut);
            byte[] rest = java.util.Arrays.copyOfRange(bytes, cut, bytes.length);
            assertThat(first + text.next(rest, rest.length) + text.end()).isEqualTo("aß€😀z");
            assertThat(first).isIn("", "a", "aß", "aß€", "aß€😀", "aß€😀z");
        }
    }

    @Test
    void anyBytesInAnyPiecesDecodeAsTheWholeWould() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            Utf8Text text = new Utf8Text();
            StringBuilder pieces = new StringBuilder();
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            for (int i = random.nextInt(5); i >= 0; i--) {
                byte[] piece = new byte[random.nextInt(6)];
                random.nextBytes(piece);
                whole.writeBytes(piece);
                pieces.append(text.next(piece, piece.length));
            }
            pieces.append(text.end());
            assertThat(pieces.toString()).isEqualTo(whole.toString(StandardCharsets.UTF_8));
        }
    }
}
