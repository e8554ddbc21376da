package dev.talaria.gateway.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class MarkdownPartsTest {
    private static List<String> parts(int most, String markdown) {
        return new MarkdownParts(most, String::length).of(markdown);
    }

    private static String words(int count) {
        return "word ".repeat(count).strip();
    }

    @Test
    void whatFitsStaysAsItIs() {
        assertThat(parts(40, "")).containsExactly("");
        assertThat(parts(40, "a\n\n```\nb\n```\n")).containsExactly("a\n\n```\nb\n```");
    }

    @Test
    void aParagraphIsBetterThanALineAndALineBetterThanASpace() {
        assertThat(parts(60, words(7) + "\n\n" + words(3) + "\n" + words(9)))
                .containsExactly(words(7), words(3) + "\n" + words(9));
        assertThat(parts(60, words(7) + "\n" + words(9))).containsExactly(words(7), words(9));
        assertThat(parts(60, words(20))).containsExactly(words(12), words(8));
    }

    @Test
    void aBlockOfCodeIsClosedAndOpenedAgainInItsLanguage() {
        String code = "int a = 1;\n".repeat(8);
        assertThat(parts(60, "```java\n" + code + "```\nThe end."))
                .containsExactly(
                        "```java\n" + "int a = 1;\n".repeat(4) + "```",
                        "```java\n" + "int a = 1;\n".repeat(4) + "```",
                        "The end.");
    }

    @Test
    void fencesOfTildesAndInnerFencesAreKept() {
        String code = "```\nnot the end\n".repeat(6);
        assertThat(parts(80, "~~~~md\n" + code + "~~~~"))
                .allSatisfy(part -> assertThat(part).startsWith("~~~~md\n").endsWith("\n~~~~"));
    }

    @Test
    void inlineCodeIsNotCut() {
        assertThat(parts(40, "some words before it `git commit --amend --all` after"))
                .containsExactly("some words before it", "`git commit --amend --all` after");
    }

    @Test
    void aCharacterOfTwoUnitsIsNotCut() {
        assertThat(parts(41, "😀".repeat(30))).containsExactly("😀".repeat(20), "😀".repeat(10));
    }

    @Test
    void theLengthIsThatOfThePlatform() {
        MarkdownParts shown =
                new MarkdownParts(40, text -> text.replace("*", "").length());
        assertThat(shown.of("**" + "a".repeat(38) + "**")).hasSize(1);
        assertThat(shown.of("**" + "a".repeat(41) + "**")).hasSize(2);
    }

    /** Whatever is cut: each part fits, blocks are whole, and nothing but white space and fences is lost or new. */
    @RepeatedTest(200)
    void nothingIsLost(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        int most = 40 + random.nextInt(200);
        String markdown = markdown(random);
        List<String> parts = parts(most, markdown);
        assertThat(parts).allSatisfy(part -> {
            assertThat(part.length()).isLessThanOrEqualTo(most);
            assertThat(Fence.NONE.after(part).isOpen() && parts.size() > 1 && part != parts.get(parts.size() - 1))
                    .isFalse();
        });
        assertThat(bare(String.join("\n", parts))).isEqualTo(bare(markdown));
    }

    private static String markdown(Random random) {
        String[] pieces = {
            "word ",
            "longer-word-without-end",
            "`code` ",
            "\n",
            "\n\n",
            "\n```java\ncode();\n```\n",
            "😀",
            "- item\n",
            "**b** ",
            "\n~~~\ntilde\n\nfree\n~~~\n"
        };
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(120); i >= 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private static String bare(String markdown) {
        return markdown.replaceAll("(?m)^ {0,3}(```|~~~).*$", "").replaceAll("\\s+", "");
    }
}
