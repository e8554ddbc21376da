package dev.talaria.shell.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownStreamTest {
    private static final List<String> BLOCKS = List.of(
            "# Heading one",
            "## Heading *two*",
            "Some **bold** and *italic* and `code` and ~~struck~~ words in a row, so that it wraps.",
            "2 * 3 * 4 and snake_case_name and a lone ` tick",
            "- one\n- two\n  - nested\n    1. deep\n- three\n\n  second paragraph",
            "1. first\n2. second\n10. tenth",
            "```java\nint a = 1; // **not bold**\n\n    indented\n```",
            "~~~\nplain\n~~~",
            "    indented code",
            "> quoted **words**\n> go on\n>\n> - and a list",
            "| a | b |\n|---|--:|\n| one | 2 |\n| a longer cell with words | 3 |",
            "---",
            "<div>\nhtml\n</div>",
            "A [link](https://example.org/x) and <https://example.com> and ![picture](p.png).",
            "hard  \nbreak and\nsoft break",
            "漢字かな交じり文 and 😀 emoji and é");

    private static String rendered(String markdown, Look look, int columns) {
        return text(whole(markdown, look, columns));
    }

    private static List<AttributedString> whole(String markdown, Look look, int columns) {
        MarkdownStream stream = new MarkdownStream(look, columns);
        stream.append(markdown);
        stream.end();
        return stream.finished();
    }

    private static String text(List<AttributedString> lines) {
        return lines.stream().map(AttributedString::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void eachElementHasItsLook() {
        assertThat(rendered("# One\ntext", Look.plain(), 80)).isEqualTo("One\n\ntext");
        assertThat(rendered("- a\n- b\n  - c\n    - d", Look.plain(), 80)).isEqualTo("• a\n• b\n  ◦ c\n    • d");
        assertThat(rendered("9. a\n10. b", Look.plain(), 80)).isEqualTo("9. a\n10. b");
        assertThat(rendered("> a\n> b", Look.plain(), 80)).isEqualTo("│ a b");
        assertThat(rendered("```sh\nls\n```", Look.plain(), 80)).isEqualTo("  sh\n  ls");
        assertThat(rendered("a  \nb\nc", Look.plain(), 80)).isEqualTo("a\nb c");
        assertThat(rendered("[x](http://y.org)", Look.plain(), 80)).isEqualTo("x (http://y.org)");
        assertThat(rendered("<http://y.org>", Look.plain(), 80)).isEqualTo("http://y.org");
        assertThat(rendered("| a | b |\n|:-:|--:|\n| x | yy |", Look.ascii(), 80))
                .isEqualTo("+-----+-----+\n|  a  |   b |\n+-----+-----+\n|  x  |  yy |\n+-----+-----+");
        assertThat(rendered("| a | b |\n|---|---|\n| x | y |\n| z |  |", Look.spoken(), 80))
                .isEqualTo("a: x\nb: y\n\na: z\nb:");
        assertThat(rendered("```java\nx\n```", Look.spoken(), 80)).isEqualTo("Code, java:\nx\nEnd of code.");
        assertThat(rendered("2 * 3 * 4, snake_case_name, `tick", Look.plain(), 80))
                .isEqualTo("2 * 3 * 4, snake_case_name, `tick");
    }

    @Test
    void aTableThatIsTooWideWrapsItsCellsAndAtLastIsReadRowByRow() {
        String table = "| name | what |\n|---|---|\n| a | one two three four five six |";
        assertThat(rendered(table, Look.ascii(), 24)).isEqualTo("""
                        +------+---------------+
                        | name | what          |
                        +------+---------------+
                        | a    | one two three |
                        |      | four five six |
                        +------+---------------+""");
        assertThat(rendered(table, Look.ascii(), 11)).startsWith("name: a\nwhat: one\ntwo three");
    }

    @Test
    void whatIsOpenIsShownAsIfItWereClosed() {
        for (String[] each : new String[][] {
            {"some **bo", "some bo"},
            {"an *it", "an it"},
            {"x `co", "x co"},
            {"x **", "x"},
            {"x **bold*", "x bold"},
            {"see [te](http://ex", "see te (http://ex)"},
            {"~~st", "st"}
        }) {
            MarkdownStream stream = new MarkdownStream(Look.coloured(), 80);
            stream.append(each[0]);
            assertThat(text(stream.live())).as(each[0]).isEqualTo(each[1]);
        }
    }

    @Test
    void stylesDoNotChangeWhenTheEndComes() {
        MarkdownStream stream = new MarkdownStream(Look.coloured(), 80);
        stream.append("a **bold");
        AttributedStyle open = stream.live().get(0).styleAt(3);
        stream.append("** b");
        assertThat(stream.live().get(0).styleAt(3)).isEqualTo(open).isEqualTo(AttributedStyle.DEFAULT.bold());
    }

    @Test
    void nothingTakesOverTheTerminal() {
        String evil =
                "a\u001b[2Jb \u0007 `\u001b]0;x\u0007` \u009b31m\n\n```\n\u001b[H\n```\n| \u001b[1m |\n|---|\n| \u001b |";
        assertThat(rendered(evil, Look.coloured(), 80)).doesNotContain("\u001b", "\u0007", "\u009b");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 30, 13})
    void piecesMakeTheSameAsTheWhole(int columns) {
        Random random = new Random(columns);
        for (int round = 0; round < 150; round++) {
            StringBuilder markdown = new StringBuilder();
            for (int i = random.nextInt(6) + 1; i > 0; i--) {
                markdown.append(BLOCKS.get(random.nextInt(BLOCKS.size()))).append("\n\n");
            }
            String source = round % 3 == 0 ? markdown.toString().replace("\n", "\r\n") : markdown.toString();
            List<AttributedString> pieces = inPieces(source, random, columns);
            assertThat(text(pieces)).as(source).isEqualTo(rendered(source, Look.plain(), columns));
            assertThat(pieces).allMatch(line -> line.columnLength() <= columns);
        }
    }

    private static List<AttributedString> inPieces(String source, Random random, int columns) {
        MarkdownStream stream = new MarkdownStream(Look.plain(), columns);
        List<AttributedString> lines = new ArrayList<>();
        for (int from = 0; from < source.length(); ) {
            int to = Math.min(source.length(), from + 1 + random.nextInt(9));
            stream.append(source.substring(from, to));
            lines.addAll(stream.finished());
            assertThat(stream.live()).allMatch(line -> line.columnLength() <= columns);
            from = to;
        }
        stream.end();
        lines.addAll(stream.finished());
        return lines;
    }

    /** Each kind without an end: nothing is lost or doubled, what may change stays small, and the work is linear. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%d word **b** ",
                "%d. item\n",
                "- item %d\n",
                "| %d | cell |\n",
                "> quoted %d\n",
                "w%d",
                "line %d\n",
                "par %d\n\n"
            })
    @Timeout(60)
    void whateverComesWithoutEndStaysSmall(String unit) {
        for (String head : List.of("", "```\n")) {
            StringBuilder source = new StringBuilder(head);
            source.append(unit.startsWith("|") ? "| n | c |\n|---|---|\n" : "");
            for (int i = 1; source.length() < 150_000; i++) {
                source.append(String.format(unit, i));
            }
            MarkdownStream stream = new MarkdownStream(Look.plain(), 60);
            StringBuilder shown = new StringBuilder();
            for (int from = 0; from < source.length(); from += 200) {
                stream.append(source.substring(from, Math.min(source.length(), from + 200)));
                shown.append(text(stream.finished())).append('\n');
                assertThat(text(stream.live()).lines().count())
                        .as(head + unit + text(stream.live()))
                        .isLessThan(60);
            }
            stream.end();
            shown.append(text(stream.finished()));
            assertThat(digits(shown.toString())).as(head + unit).isEqualTo(digits(source.toString()));
        }
    }

    private static String digits(String text) {
        return Arrays.stream(text.split("\\D+")).filter(each -> !each.isEmpty()).collect(Collectors.joining());
    }
}
