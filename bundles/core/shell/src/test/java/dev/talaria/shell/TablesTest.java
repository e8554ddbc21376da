package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.shell.Tables.Heading;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static final Heading ID = new Heading("ID", false, false);
    private static final Heading TEXT = new Heading("TEXT", false, true);
    private static final Heading MORE = new Heading("MORE", false, true);
    private static final Heading COUNT = new Heading("N", true, false);

    @Test
    void looksAsKarafsTablesDo() {
        assertThat(table(80, List.of(ID, COUNT, TEXT), List.of("abc", "7", "x"), List.of("d", "12", "")))
                .containsExactly(
                        "ID  │  N │ TEXT", //
                        "────┼────┼─────",
                        "abc │  7 │ x",
                        "d   │ 12 │");
    }

    @Test
    void whatFitsIsNotCut() {
        String text = "x".repeat(74);
        assertThat(table(80, List.of(ID, TEXT), List.of("abc", text))).contains("abc │ " + text);
        assertThat(table(80, List.of(ID, TEXT), List.of("abc", text + "y"))).contains("abc │ " + "x".repeat(73) + "…");
        assertThat(table(Screen.ENDLESS, List.of(ID, TEXT), List.of("abc", text + text)))
                .contains("abc │ " + text + text);
    }

    @Test
    void theWidestIsCutFirst() {
        assertThat(table(40, List.of(TEXT, MORE), List.of("a".repeat(12), "b".repeat(60))))
                .contains("a".repeat(12) + " │ " + "b".repeat(24) + "…");
        assertThat(table(40, List.of(TEXT, MORE), List.of("a".repeat(50), "b".repeat(60))))
                .contains("a".repeat(17) + "… │ " + "b".repeat(18) + "…");
    }

    @Test
    void aLittleOfATextIsLeftAndAnIdIsWhole() {
        String id = "i".repeat(30);
        assertThat(table(10, List.of(ID, TEXT), List.of(id, "a".repeat(50)))).contains(id + " │ aaaaaaa…");
    }

    /** A Chinese character takes two columns, an accent of its own none, and an emoji is two Java characters. */
    @Test
    void charactersCountAsTheyAreSeen() {
        String house = "\ud83c\udfe0";
        assertThat(table(15, List.of(TEXT, ID), List.of("世".repeat(9), "x"), List.of("e\u0301".repeat(9), "y")))
                .containsExactly(
                        "TEXT       │ ID", //
                        "───────────┼───",
                        "世世世世…  │ x",
                        "e\u0301".repeat(9) + "  │ y");
        assertThat(table(15, List.of(TEXT, ID), List.of(house.repeat(9), "x")))
                .contains(house.repeat(4) + "…  │ x")
                .noneMatch(line -> line.contains("?"));
    }

    @Test
    void aCellOfSeveralLinesStandsBelowItself() {
        assertThat(table(80, List.of(TEXT, ID), List.of("one\nand two", "x"))).endsWith("one     │ x", "and two │");
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read
    private static List<String> table(int columns, List<Heading> headings, List<String>... rows) {
        return Tables.text(headings, List.of(rows), columns).lines().toList();
    }
}
