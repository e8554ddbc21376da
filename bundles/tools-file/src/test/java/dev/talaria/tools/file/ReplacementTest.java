package dev.talaria.tools.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplacementTest {
    private static Replacement.Outcome outcome(String file, String from, String to) throws Refusal {
        return new Replacement(from, to, false).in("/f", Document.of(file));
    }

    private static String replaced(String file, String from, String to) throws Refusal {
        return outcome(file, from, to).document().raw();
    }

    private static String everywhere(String file, String from, String to) throws Refusal {
        return new Replacement(from, to, true)
                .in("/f", Document.of(file))
                .document()
                .raw();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "a b c# b# x# a x c# exact",
                "one\\n  two\\nthree\\n# one\\ntwo\\n# 1\\n2\\n# 1\\n  2\\nthree\\n# line-trimmed",
                "if (a  ==   b) { go(); }# (a == b)# (a == c)# if (a == c) { go(); }# whitespace-normalised",
                "a\\n\\tb = 1\\nc\\n# a\\\\n\\\\tb = 1# a\\\\n\\\\tb = 2# a\\n\\tb = 2\\nc\\n# escape-normalised",
                "x = call(y);# ' \\n  call(y)\\n'# ' \\n  call(z)\\n'# x = call(z);# trimmed-boundary",
                "say “hi” – now…# say \"hi\" - now...# say \"hi\" - later...# say “hi” – later…# unicode-normalised"
            })
    void strategies(String file, String from, String to, String result, String strategy) throws Exception {
        Replacement.Outcome outcome = outcome(file.translateEscapes(), from.translateEscapes(), to.translateEscapes());
        assertThat(outcome.document().raw()).isEqualTo(result.translateEscapes());
        assertThat(outcome.strategy()).hasToString(strategy);
    }

    @Test
    void indentationFlexibleFindsWhatDiffersInIndentation() {
        assertThat(Strategy.INDENTATION_FLEXIBLE.find("x\n\t a\n  b\ny\n", "a\n b\n"))
                .containsExactly(new Region(2, 10));
    }

    @Test
    void blockAnchor() throws Exception {
        String file = "void f() {\n    int count = 1;\n    print(count);\n}\nrest\n";
        Replacement.Outcome outcome =
                outcome(file, "void f() {\n    int count = 2;\n    print(counts);\n}\n", "void f() {\n}\n");
        assertThat(outcome.strategy()).isEqualTo(Strategy.BLOCK_ANCHOR);
        assertThat(outcome.document().raw()).isEqualTo("void f() {\n}\nrest\n");
    }

    @Test
    void contextAware() throws Exception {
        String file = "start\nalpha = compute(1)\nbeta = compute(2)\ngamma = compute(3)\nend\n";
        Replacement.Outcome outcome =
                outcome(file, "alpha = compute(1)\nbeta = compute(2)\nquite another line\n", "all = compute()\n");
        assertThat(outcome.strategy()).isEqualTo(Strategy.CONTEXT_AWARE);
        assertThat(outcome.document().raw()).isEqualTo("start\nall = compute()\nend\n");
    }

    @Test
    void similarBlocksNeedThreeLines() {
        assertThatThrownBy(() -> replaced("alpha = 1\nbeta = 2\n", "alpha = 1\nbeta = 3\n", "x\n"))
                .isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t \n"})
    void whiteSpaceAloneIsRefused(String from) {
        assertThatThrownBy(() -> replaced("a", from, "x")).hasMessageContaining("nothing but white space");
    }

    @Test
    void equalTextsAreRefused() {
        assertThatThrownBy(() -> replaced("a", "a", "a")).hasMessageContaining("are the same");
        assertThatThrownBy(() -> replaced("a\n", "a\r\n", "a\n")).hasMessageContaining("are the same");
    }

    @Test
    void severalPlacesAreListed() throws Exception {
        String file = "x\n".repeat(7);
        assertThatThrownBy(() -> replaced(file, "x", "y"))
                .hasMessageContaining("7 times:\nline 1: x\nline 2: x\nline 3: x\nline 4: x\nline 5: x\n…")
                .hasMessageContaining("replace_all");
        assertThat(everywhere(file, "x", "y")).isEqualTo("y\n".repeat(7));
    }

    @Test
    void whatIsOnlySimilarIsNotReplacedEverywhere() {
        String file = "void f() {\n    int count = 1;\n    print(count);\n}\n";
        assertThatThrownBy(() -> everywhere(file, "void f() {\n    int count = 2;\n    print(counts);\n}\n", "x"))
                .hasMessageContaining("only something similar is (line 1: void f() {)");
    }

    @Test
    void theFilesIndentationIsTaken() throws Exception {
        assertThat(replaced(
                        "class A {\n\tvoid f() {\n\t\tgo();\n\t}\n}\n",
                        "void f() {\n    go();\n}\n",
                        "void f() {\n    if (x) {\n        go();\n    }\n}\n"))
                .isEqualTo("class A {\n\tvoid f() {\n\t\tif (x) {\n\t\t    go();\n\t\t}\n\t}\n}\n");
        assertThat(replaced("      a\n      b\n", "    a\n    b\n", "  if:\n    a\n"))
                .isEqualTo("    if:\n      a\n");
    }

    @Test
    void escapeDriftIsRefused() throws Exception {
        assertThatThrownBy(() -> replaced("  say('it')\nx\n", " say(\\'it\\')\nx\nz", "say(\\'that\\')"))
                .isInstanceOf(Refusal.class);
        String file = "begin\nname = \"x\"\nother = 1\nend\n";
        assertThatThrownBy(() -> replaced(
                        file, "begin\nname = \\\"x\\\"\nother = 1\nend\n", "begin\nname = \\\"y\\\"\nother = 1\nend\n"))
                .hasMessageContaining("Write the quotes without backslashes");
        assertThat(replaced("a \\\"x\\\" b", "\\\"x\\\"", "\\\"y\\\"")).isEqualTo("a \\\"y\\\" b");
    }

    @Test
    void onlyEscapesThatTheFileHasAreTaken() throws Exception {
        assertThat(replaced("a\nb\n", "a\\nb", "a\\n\\tb")).isEqualTo("a\n\\tb\n");
    }

    @Test
    void whatIsAppliedAlreadyIsLeft() throws Exception {
        assertThat(outcome("the new text\n", "the old text", "the new text").count())
                .isZero();
        assertThatThrownBy(() -> outcome("b\n", "a", "b"))
                .as("too short to know")
                .isInstanceOf(Refusal.class);
    }

    @Test
    void theClosestLinesAreNamed() {
        assertThatThrownBy(() -> replaced("one\nreturn value + 1;\nthree\n", "return values + 2;", "x"))
                .hasMessageContaining("closest lines are:\n2|return value + 1;\n");
        assertThatThrownBy(() -> replaced("one\n", "quite different", "x"))
                .hasMessageContaining("Nothing in it is similar");
        assertThatThrownBy(() -> replaced("", "x", "y")).isInstanceOf(Refusal.class);
    }

    @Test
    void mixedLineEndsStayWhereNothingWasChanged() throws Exception {
        String file = "a\r\nb\nc\r\nd";
        assertThat(replaced(file, "b\nc", "B\nC")).isEqualTo("a\r\nB\nC\r\nd");
        assertThat(replaced(file, "c\nd", "c\nnew\nd")).isEqualTo("a\r\nb\nc\r\nnew\r\nd");
        assertThat(replaced(file, "b\r\nc\r\nd", "x")).isEqualTo("a\r\nx");
        assertThat(replaced("a\rb\n", "a", "x")).isEqualTo("x\rb\n");
        assertThat(replaced("a\nb\n", "a\n", "a\r\nx\r\n")).isEqualTo("a\nx\nb\n");
    }

    @Test
    void aMissingLastLineEndStaysMissing() throws Exception {
        assertThat(replaced("a\n  b", "b\n", "c\n")).isEqualTo("a\n  c");
        assertThat(replaced("a\nb", "b", "c")).isEqualTo("a\nc");
    }
}
