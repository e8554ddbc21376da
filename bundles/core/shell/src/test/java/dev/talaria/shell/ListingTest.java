package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.shell.text.Shown;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ListingTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private record Row(String name, Instant when, Duration took, OptionalLong tokens) {}

    private final Listing<Row> listing = new Listing<Row>("Nothing is here.")
            .text("NAME", "name", Row::name)
            .text("WHEN", "when", Row::when)
            .number("TOOK", "tookMs", Row::took)
            .hidden("tookSeconds", Row::took)
            .number("TOKENS", "tokens", Row::tokens)
            .worded("MODE", "mode", row -> ApprovalMode.ALL, row -> "everything")
            .shown("FOR PEOPLE", row -> "yes");

    private final Row row =
            new Row("a \"b\"\u001b[2J", NOW.minusSeconds(7_300), Duration.ofMillis(1_250), OptionalLong.empty());

    @Test
    void tableAndJsonComeFromTheSameRows() {
        assertThat(listing.table(List.of(row), NOW, Screen.ENDLESS))
                .contains("NAME", "FOR PEOPLE", "2 h ago", "1.3 s", "?", "everything")
                .doesNotContain("tookSeconds", "2026-11-22");
        assertThat(listing.json(List.of(row)))
                .isEqualTo("[{\"name\":\"a \\\"b\\\"\\u001B[2J\",\"when\":\"2026-11-22T09:58:20Z\",\"tookMs\":1250,"
                        + "\"tookSeconds\":1,\"tokens\":null,\"mode\":\"all\"}]");
    }

    @Test
    void nothingIsASentenceForPeopleAndAnEmptyArrayForPrograms() {
        assertThat(listing.table(List.of(), NOW, Screen.ENDLESS)).contains("Nothing is here.");
        assertThat(listing.json(List.of())).isEqualTo("[]");
    }

    @Test
    void whatIsFreeIsCutForANarrowTerminalAndAnIdNever() {
        String id = "0123456789".repeat(5);
        Listing<String> narrow = new Listing<String>("")
                .text("ID", "id", text -> id)
                .text("TEXT", "text", text -> text)
                .free()
                .number("N", "n", text -> text.length());
        assertThat(narrow.table(List.of("word ".repeat(40)), NOW, 80).lines().skip(2))
                .containsExactly(id + " │ word word word word … │ 200");
        assertThat(narrow.table(List.of("word ".repeat(40)), NOW, 10).lines().skip(2))
                .containsExactly(id + " │ word wo… │ 200");
        assertThat(narrow.json(List.of("word ".repeat(40)))).contains("word ".repeat(40));
    }

    @Test
    void noCellTakesOverTheTerminal() {
        assertThat(listing.table(List.of(row), NOW, Screen.ENDLESS))
                .contains("\\u001b[2J")
                .doesNotContain("\u001b[2J");
    }

    @Test
    void aCardHasALineForEachColumnThatSaysSomething() {
        Row nameless = new Row("", NOW, Duration.ofSeconds(40), OptionalLong.of(7));
        assertThat(listing.card(nameless, NOW).lines())
                .containsExactly(
                        "WHEN        now",
                        "TOOK        40 s",
                        "TOKENS      7",
                        "MODE        everything",
                        "FOR PEOPLE  yes");
        assertThat(new Listing<String>("")
                        .text("AB", "ab", text -> text)
                        .shown("CODE", text -> "1\n2")
                        .card("x", NOW))
                .isEqualTo("AB    x\nCODE  1\n      2");
    }

    @Test
    void timesAreRelativeAndMonthsAgoADay() {
        assertThat(Shown.age(NOW.minusMillis(200), NOW)).isEqualTo("now");
        assertThat(Shown.age(NOW.minusSeconds(40), NOW)).isEqualTo("40 s ago");
        assertThat(Shown.age(NOW.plusSeconds(720), NOW)).isEqualTo("in 12 min");
        assertThat(Shown.age(NOW.minus(Duration.ofDays(3)), NOW)).isEqualTo("3 d ago");
        assertThat(Shown.age(NOW.minus(Duration.ofDays(90)), NOW)).isEqualTo("2026-08-24");
    }

    @Test
    void whatIsNotKnownIsNothing() {
        assertThat(Shown.of(null, NOW)).isEmpty();
        assertThat(Shown.of(Optional.empty(), NOW)).isEmpty();
        assertThat(Shown.of(Optional.of(true), NOW)).isEqualTo("yes");
        assertThat(Shown.of(List.of(1, "b"), NOW)).isEqualTo("1, b");
        assertThat(JsonOut.write(List.of(
                        new BigDecimal("0.10"), LocalDate.of(2026, 1, 2), Optional.of(OptionalLong.of(3)), false)))
                .isEqualTo("[0.10,\"2026-01-02\",3,false]");
    }
}
