package dev.talaria.tools.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchTextTest {
    private static String updated(String file, String... lines) throws Refusal {
        List<PatchOperation> operations =
                PatchText.parse("*** Begin Patch\n*** Update File: f\n" + String.join("\n", lines) + "\n*** End Patch");
        Document document = Document.of(file);
        List<Edit> edits =
                new HunkLocator("/f", document).edits(operations.get(0).hunks(), document.text());
        return document.apply(edits).raw();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'' ; begins with the line",
                "text\\n*** Begin Patch\\n*** End Patch; begins with the line",
                "' *** Begin Patch\\n*** End Patch'; begins with the line",
                "*** Begin Patch\\n*** Delete File: a; the patch has no end",
                "*** Begin Patch\\n*** End Patch; names no file",
                "*** Begin Patch\\n*** Delete File: a\\n*** End Patch\\nmore; there is text after",
                "*** Begin Patch\\nnonsense\\n*** End Patch; line 2 of the patch: expected '*** Update File",
                "*** Begin Patch\\n*** Rename File: a\\n*** End Patch; line 2 of the patch: expected",
                "*** Begin Patch\\n*** Delete File:\\n*** End Patch; names no file",
                "*** Begin Patch\\n*** Move File: a\\n*** End Patch; old path -> new path",
                "*** Begin Patch\\n*** Update File: a\\n*** End Patch; at least one hunk",
                "*** Begin Patch\\n*** Update File: a\\n@@\\n context\\n*** End Patch; changes nothing",
                "*** Begin Patch\\n*** Update File: a\\n*** Move to: b\\n-x\\n*** End Patch; *** Move File: old path",
                "*** Begin Patch\\n*** Update File: a\\n-x\\n*** Odd\\n*** End Patch; line 4 of the patch: '*** Odd'",
                "*** Begin Patch\\n*** Add File: a\\nx\\n*** End Patch; begins with +"
            })
    void theGrammarIsStrict(String patch, String problem) {
        assertThatThrownBy(() -> PatchText.parse(patch.translateEscapes()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(problem);
    }

    @Test
    void whatIsTolerated() throws Exception {
        List<PatchOperation> operations =
                PatchText.parse("\n*** Begin Patch\r\n*** Add File: a b\r\n+x\r\n+\r\n+y\r\n\r\n"
                        + "*** Update File: c\r\n@@ def f(): @@\r\n old\r\n-x\r\n\\ No newline at end of file\r\n+y\r\n"
                        + "unmarked\r\n\r\n*** End of File\r\n\r\n*** End Patch  \r\n\r\n");
        assertThat(operations.get(0).content()).isEqualTo("x\n\ny\n");
        Hunk hunk = operations.get(1).hunks().get(0);
        assertThat(hunk.hint()).isEqualTo("def f():");
        assertThat(hunk.before()).containsExactly("old", "x", "unmarked");
    }

    @Test
    void contextStaysAsTheFileHasIt() throws Exception {
        assertThat(updated("“a” \r\n\tb\nc\r\n", "@@", " \"a\"", "-b", "+B", " c"))
                .isEqualTo("“a” \r\n\tB\nc\r\n");
    }

    @Test
    void linesThatAreAddedOnlyNeedAHintThatIsThereOnce() throws Exception {
        assertThat(updated("a\nb\nc", "@@ b @@", "+x")).isEqualTo("a\nb\nx\nc");
        assertThat(updated("a\nb", "@@ b", "+x")).as("at an open end").isEqualTo("a\nb\nx");
        assertThatThrownBy(() -> updated("a\na\n", "@@ a @@", "+x")).hasMessageContaining("it has it 2 times");
        assertThatThrownBy(() -> updated("a\n", "@@", "+x")).hasMessageContaining("only adds lines");
        assertThatThrownBy(() -> updated("", "@@ z @@", "+x")).hasMessageContaining("only adds lines");
    }

    @Test
    void aHintChoosesAmongSeveralPlaces() throws Exception {
        String file = "f:\n  x\ng:\n  x\n";
        assertThat(updated(file, "@@ g: @@", "-  x", "+  y")).isEqualTo("f:\n  x\ng:\n  y\n");
        assertThatThrownBy(() -> updated(file, "@@", "-  x", "+  y")).hasMessageContaining("2 times, at lines 2, 4");
        assertThat(updated(file, "@@", "-f:", "-  x", "@@", "-  x", "+  y")).isEqualTo("g:\n  y\n");
    }

    @Test
    void hunksMayComeInAnyOrderButNotOverlap() throws Exception {
        assertThat(updated("a\nb\nc\n", "@@", "-c", "+C", "@@", "-a", "+A")).isEqualTo("A\nb\nC\n");
        assertThatThrownBy(() -> updated("a\nb\nc\n", "@@", " a", "-b", "@@", "-b", "+B"))
                .hasMessageContaining("overlaps");
    }

    @Test
    void linesAreRemovedAndAddedAtTheEnds() throws Exception {
        assertThat(updated("a\nb\n", "@@", "-a", " b")).isEqualTo("b\n");
        assertThat(updated("a\nb\n", "@@", "+x", " a", "-b", "+y", "+z")).isEqualTo("x\na\ny\nz\n");
        assertThat(updated("a\nb", "@@", " a", "-b", "+c")).isEqualTo("a\nc");
        assertThat(updated("a\n", "@@", "-a")).isEmpty();
    }
}
