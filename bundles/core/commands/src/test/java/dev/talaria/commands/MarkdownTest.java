package dev.talaria.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MarkdownTest {
    @Test
    void aTextIsNoMarkdownAndOneLine() {
        assertThat(Markdown.text("a *b* _c_ `d` [e](f) <g> h|i #j ~k \\l &amp;\n\tm"))
                .isEqualTo("a \\*b\\* \\_c\\_ \\`d\\` \\[e\\](f) \\<g\\> h\\|i \\#j \\~k \\\\l \\&amp; m");
    }

    @Test
    void whatControlsATerminalIsLeftOut() {
        assertThat(Markdown.text("a\u001b[2Jb\u202ec\u200bd\u0007")).isEqualTo("a\\[2Jbcd");
        assertThat(Markdown.code("a\u001b]0;x\u0007")).isEqualTo("`a]0;x`");
        assertThat(Markdown.fenced("", "a\u001bb\n\tc\n")).isEqualTo("```\nab\n\tc\n```\n");
        assertThat(Markdown.text("\ud83d\udc69\u200d\ud83d\udd2c"))
                .as("joined signs stay")
                .hasSize(5);
    }

    @Test
    void onlyTheBeginningOfALongTextIsShown() {
        assertThat(Markdown.text("  *ab  cd*", 20)).isEqualTo("\\*ab cd\\*");
        assertThat(Markdown.text("\ud83d\udc69\ud83d\udc69\ud83d\udc69", 2))
                .isEqualTo("\ud83d\udc69\ud83d\udc69\u2026");
        assertThat(Markdown.text("ab cd", 3)).isEqualTo("ab\u2026");
    }

    @Test
    void aWordToTypeMayHaveBackticks() {
        assertThat(Markdown.code("a`b")).isEqualTo("`` a`b ``");
        assertThat(Markdown.code("a``b")).isEqualTo("``` a``b ```");
        assertThat(Markdown.code("a\nb")).isEqualTo("`a b`");
    }

    @Test
    void numbersAreShort() {
        assertThat(Markdown.count(999)).isEqualTo("999");
        assertThat(Markdown.count(3_449)).isEqualTo("3.4k");
        assertThat(Markdown.count(182_999)).isEqualTo("182k");
        assertThat(Markdown.dollars(new BigDecimal("0.04123"))).isEqualTo("$0.0412");
        assertThat(Markdown.dollars(new BigDecimal("12.345"))).isEqualTo("$12.35");
    }

    @Test
    void timesAreRelative() {
        assertThat(ago(Duration.ofSeconds(-5))).isEqualTo("0 s ago");
        assertThat(ago(Duration.ofSeconds(119))).isEqualTo("119 s ago");
        assertThat(ago(Duration.ofMinutes(119))).isEqualTo("119 min ago");
        assertThat(ago(Duration.ofHours(47))).isEqualTo("47 h ago");
        assertThat(ago(Duration.ofDays(9))).isEqualTo("9 d ago");
    }

    private static String ago(Duration past) {
        return Markdown.ago(Instant.EPOCH, Instant.EPOCH.plus(past));
    }
}
