package dev.talaria.tools.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeadAndTailTest {

    @Test
    void textUpToTheLimitIsWhole() {
        for (int length = 0; length <= 10; length++) {
            HeadAndTail kept = new HeadAndTail(4, 6);
            kept.add("0123456789".substring(0, length));
            assertThat(kept.text()).isEqualTo("0123456789".substring(0, length));
        }
    }

    @Test
    void moreThanThatLosesItsMiddleAndSaysSo() {
        HeadAndTail kept = new HeadAndTail(4, 6);
        for (char c = 'a'; c <= 'z'; c++) {
            kept.add(String.valueOf(c));
        }
        assertThat(kept.text())
                .isEqualTo("abcd\n... [OUTPUT TRUNCATED - 16 chars omitted out of 26 total] ...\nuvwxyz");
    }

    @Test
    void piecesMakeNoDifference() {
        String text = "x".repeat(50) + "0123456789";
        HeadAndTail whole = new HeadAndTail(4, 6);
        whole.add(text);
        HeadAndTail pieces = new HeadAndTail(4, 6);
        for (int i = 0; i < text.length(); i += 7) {
            pieces.add(text.substring(i, Math.min(i + 7, text.length())));
        }
        assertThat(pieces.text()).isEqualTo(whole.text());
    }

    @Test
    void noCharacterIsCutInTwo() {
        HeadAndTail kept = new HeadAndTail(3, 3);
        kept.add("a😀😀😀😀😀z");
        assertThat(kept.text()).startsWith("a😀\n").endsWith("😀z");
        HeadAndTail odd = new HeadAndTail(2, 2);
        odd.add("a😀😀😀😀😀z");
        assertThat(odd.text()).isEqualTo("a\n... [OUTPUT TRUNCATED - 10 chars omitted out of 12 total] ...\nz");
    }
}
