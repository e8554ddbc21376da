package dev.talaria.tools.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnsiStripperTest {
    private static final List<String> SEQUENCES = List.of(
            "\u001b[31m",
            "\u001b[1;32;40m",
            "\u001b[2J",
            "\u001b[?25l",
            "\u001b[0 q",
            "\u001b]0;title\u0007",
            "\u001b]8;;link\u001b\\",
            "\u001bPdata\u001b\\",
            "\u001b_app\u001b\\",
            "\u001b^pm\u001b\\",
            "\u001bXsos\u001b\\",
            "\u001b(B",
            "\u001b#8",
            "\u001b7",
            "\u001bM",
            "\u001bc",
            "\u009b31m",
            "\u009d0;t\u009c",
            "\u0085",
            "\u001b]0;\u20ac\u0007",
            "\u001b[38;2;1;2;3m");

    @Test
    void everySequenceGoesAndAllElseStays() {
        for (String sequence : SEQUENCES) {
            assertThat(new AnsiStripper().next("a" + sequence + "b")).isEqualTo("ab");
        }
    }

    @Test
    void otherControlCharactersStay() {
        assertThat(new AnsiStripper().next("a\tb\r\nc\u0007d\be")).isEqualTo("a\tb\r\nc\u0007d\be");
    }

    @Test
    void sequencesMayArriveInPieces() {
        Random random = new Random(3);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            StringBuilder expected = new StringBuilder();
            for (int i = random.nextInt(6); i >= 0; i--) {
                String word = "w" + random.nextInt(100) + "\u20ac";
                text.append(SEQUENCES.get(random.nextInt(SEQUENCES.size()))).append(word);
                expected.append(word);
            }
            AnsiStripper stripper = new AnsiStripper();
            StringBuilder plain = new StringBuilder();
            for (int i = 0; i < text.length(); ) {
                int end = Math.min(text.length(), i + 1 + random.nextInt(5));
                plain.append(stripper.next(text.substring(i, end)));
                i = end;
            }
            assertThat(plain.toString()).isEqualTo(expected.toString());
        }
    }

    @Test
    void aStringThatNeverEndsDoesNotSwallowTheRest() {
        String plain = new AnsiStripper().next("\u001b]0;" + "x".repeat(10_000) + "end");
        assertThat(plain).endsWith("end").hasSizeLessThan(6_000);
    }

    @Test
    void brokenSequencesEndAtWhatCannotBelongToThem() {
        assertThat(new AnsiStripper().next("a\u001b[31\nb")).isEqualTo("a\nb");
        assertThat(new AnsiStripper().next("a\u001b\nb")).isEqualTo("a\nb");
        assertThat(new AnsiStripper().next("a\u001b[3\u001b[31mb")).isEqualTo("ab");
    }
}
