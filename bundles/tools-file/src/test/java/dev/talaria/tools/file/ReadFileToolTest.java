package dev.talaria.tools.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Json;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.spi.tool.Tool;
import dev.talaria.testkit.tool.FakeFiles;
import dev.talaria.testkit.tool.FakeSandboxLease;
import dev.talaria.testkit.tool.FakeToolContext;
import dev.talaria.testkit.tool.ToolContract;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadFileToolTest extends ToolContract {
    private static final long FIVE_GB = 5L << 30;

    private final FakeSandboxLease sandbox = new FakeSandboxLease("fake");
    private final FakeFiles files = sandbox.files()
            .directory("/work")
            .file("/work/notes.txt", "one\ntwo\nthree\n")
            .file("/etc/passwd", "root\n");

    @Override
    protected Tool tool() {
        return new ReadFileTool();
    }

    @Override
    protected List<Map<String, Object>> samples() {
        return List.of(
                Json.object("path", "notes.txt"), Json.object("path", "/work/notes.txt", "offset", 2L, "limit", 1L));
    }

    @Override
    protected FakeToolContext.Builder context() {
        return FakeToolContext.builder().sandbox(sandbox);
    }

    @Test
    void theModelIsToldInFewWords() {
        assertThat(tool().spec().definition().toString()).hasSizeLessThan(700);
        assertThat(tool().spec().toolset()).isEqualTo("file");
        assertThat(tool().spec().maximum()).containsExactly(EffectKind.READ);
    }

    @Test
    void linesAreNumbered() throws Exception {
        assertThat(read("notes.txt")).isEqualTo(ToolResult.ok("1|one\n2|two\n3|three\n(end of file, 3 lines)"));
    }

    @Test
    void aPageSaysWhereTheNextBegins() throws Exception {
        assertThat(read("notes.txt", 1, 2))
                .isEqualTo(ToolResult.ok("1|one\n2|two\n(more lines follow; continue with offset=3)"));
        assertThat(read("notes.txt", 3, 2)).isEqualTo(ToolResult.ok("3|three\n(end of file, 3 lines)"));
        assertThat(read("notes.txt", 1, 3).text()).endsWith("(end of file, 3 lines)");
    }

    @Test
    void beyondTheEndIsAnErrorThatTellsTheLength() throws Exception {
        assertThat(read("notes.txt", 4, 10).text()).contains("has only 3 lines; offset 4 is beyond its end");
        assertThat(read("notes.txt", Long.MAX_VALUE, 10).status()).isEqualTo(ToolResult.Status.ERROR);
    }

    @Test
    void anEmptyFileIsSaid() throws Exception {
        files.file("/work/empty", "");
        assertThat(read("empty")).isEqualTo(ToolResult.ok("(the file is empty)"));
        assertThat(read("empty", 2, 1).status()).isEqualTo(ToolResult.Status.ERROR);
    }

    @Test
    void longLinesAreClampedAndMarked() throws Exception {
        files.file("/work/long", "x".repeat(2000) + "\n" + "y".repeat(2001) + "\n" + "z".repeat(1999) + "😀\nend");
        assertThat(read("long").text())
                .isEqualTo("1|" + "x".repeat(2000) + "\n2|" + "y".repeat(2000) + "… [1 more characters in this line]"
                        + "\n3|" + "z".repeat(1999) + "… [2 more characters in this line]\n4|end\n"
                        + "(end of file, 4 lines)");
    }

    @Test
    void aPageEndsBeforeItIsTooLong() throws Exception {
        files.file("/work/wide", ("x".repeat(1000) + "\n").repeat(300));
        String text = read("wide").text();
        assertThat(text).hasSizeBetween(98_000, 100_100).endsWith("(more lines follow; continue with offset=100)");
        assertThat(read("wide", 100, 500).text()).startsWith("100|x");
    }

    @Test
    void aHugeFileIsReadOnlyAsFarAsNeeded() throws Exception {
        files.file("/work/huge.log", FIVE_GB, () -> new Lines(FIVE_GB));
        assertThat(read("huge.log", 1, 2000).text()).endsWith("continue with offset=2001)");
        assertThat(files.bytesRead()).isLessThan(200_000);
    }

    @Test
    void aHugeLineIsNotHeld() throws Exception {
        files.file("/work/line", 1L << 28, () -> new Repeated('x', 1L << 28));
        assertThat(read("line").text()).contains("more characters in this line]");
    }

    @Test
    void cancellationStopsTheWayToADistantLine() throws Exception {
        CancellationSource cancellation = new CancellationSource();
        files.file("/work/huge.log", FIVE_GB, () -> new Lines(FIVE_GB) {
            @Override
            public int read(byte[] buffer, int start, int length) {
                cancellation.cancel("enough");
                return super.read(buffer, start, length);
            }
        });
        ToolResult result = tool().call(
                        call(Json.object("path", "huge.log", "offset", 1_000_000_000L)),
                        context().cancellation(cancellation).build());
        assertThat(result.status()).isEqualTo(ToolResult.Status.INTERRUPTED);
    }

    @Test
    void aNameInAnotherFormOfUnicodeIsFound() throws Exception {
        files.file("/work/caf\u00e9.md", "").file("/work/cafe.md", "");
        assertThat(read("cafe\u0301.md").text())
                .contains(
                        "Similar names: caf\u00e9.md, cafe.md (the first is the same name in another form of Unicode");
    }

    @Test
    void directoriesAndDevicesAreRefusedWithAdvice() throws Exception {
        files.device("/dev/zero");
        assertThat(read("/work").text()).contains("/work is a directory. List it with");
        assertThat(read("/dev/zero").text()).contains("is a device, a pipe or a socket");
    }

    @Test
    void whatMayNotBeReadIsSaid() throws Exception {
        files.secretFile("/work/key");
        assertThat(read("key").text()).isEqualTo("read_file: /work/key may not be read: permission denied.");
    }

    @Test
    void aMissingFileBringsSimilarNames() throws Exception {
        files.file("/work/Notes.TXT", "").file("/work/notes.md", "").file("/work/other", "");
        for (int i = 0; i < 9; i++) {
            files.file("/work/report-" + i + ".csv", "");
        }
        assertThat(read("note.txt").text()).contains("no file /work/note.txt. Similar names: Notes.TXT, notes.txt");
        assertThat(read("report.csv").text().split(", ")).hasSize(5);
        assertThat(read("quite-different").text()).isEqualTo("read_file: there is no file /work/quite-different.");
        assertThat(read("no/such/place").text()).isEqualTo("read_file: there is no file /work/no/such/place.");
    }

    @ParameterizedTest
    @CsvSource({"'', 1, 1", "a\0b, 1, 1", "~, 1, 1", "~/x, 1, 1", "f, 0, 1", "f, -1, 1", "f, 1, 0", "f, 1, 2001"})
    void badArgumentsAreErrorsWithAdvice(String path, long offset, long limit) throws Exception {
        ToolResult result = read(path, offset, limit);
        assertThat(result.status()).isEqualTo(ToolResult.Status.ERROR);
        assertThat(result.text()).startsWith("read_file: ").doesNotContain("there is no file");
    }

    @ParameterizedTest
    @CsvSource({
        "notes.txt, /work/notes.txt",
        "./a//b/., /work/a/b",
        "../etc/passwd, /etc/passwd",
        "../../../../etc/passwd, /etc/passwd",
        "/etc/./passwd, /etc/passwd",
        "/work/../etc/passwd/, /etc/passwd",
        "/, /",
        "~/x, /work/~/x",
        "a b, /work/a b"
    })
    void effectsNameTheFileThatIsOpened(String path, String resolved) {
        assertThat(tool().effects(call(Json.object("path", path))))
                .isEqualTo(Effects.reads(Resource.file("fake", resolved)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../etc/passwd", "/work/../etc//passwd"})
    void theFileThatTheEffectsNameIsTheOneThatIsRead(String path) throws Exception {
        assertThat(read(path).text()).startsWith("1|root");
    }

    private ToolResult read(String path) throws Exception {
        return ReadFiles.read(sandbox, Json.object("path", path));
    }

    private ToolResult read(String path, long offset, long limit) throws Exception {
        return ReadFiles.read(sandbox, Json.object("path", path, "offset", offset, "limit", limit));
    }

    /** The same character, often. */
    private static class Repeated extends InputStream {
        private final char c;
        private long left;

        Repeated(char c, long size) {
            this.c = c;
            this.left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? c : -1;
        }

        @Override
        public int read(byte[] buffer, int start, int length) {
            int count = (int) Math.min(length, left);
            for (int i = 0; i < count; i++) {
                buffer[start + i] = (byte) next();
            }
            left -= count;
            return count == 0 ? -1 : count;
        }

        char next() {
            return c;
        }
    }

    /** Lines of nine characters. */
    private static class Lines extends Repeated {
        private int column;

        Lines(long size) {
            super('y', size);
        }

        @Override
        char next() {
            return ++column % 10 == 0 ? '\n' : 'y';
        }
    }
}
