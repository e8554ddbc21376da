package dev.talaria.tools.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.Json;
import dev.talaria.spi.tool.Tool;
import dev.talaria.testkit.tool.FakeFiles;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteFileToolTest extends FileToolFixture {
    @Override
    protected Tool tool() {
        return new WriteFileTool(locks, syntax);
    }

    @Override
    FakeFiles fill(FakeFiles empty) {
        return empty.file("/work/notes.txt", "one\ntwo\nthree\n");
    }

    @Override
    protected List<Map<String, Object>> samples() {
        return List.of(arguments("new/file.txt", "text\n"), arguments("notes.txt", "other\n"));
    }

    private static Map<String, Object> arguments(String path, String content) {
        return Json.object("path", path, "content", content);
    }

    private String write(String path, String content) throws Exception {
        return ok(arguments(path, content));
    }

    private byte[] bytes(String path) throws Exception {
        try (InputStream in = files.read(path)) {
            return in.readAllBytes();
        }
    }

    @Test
    void aNewFileIsMadeWithItsDirectories() throws Exception {
        assertThat(write("a/b/c.txt", "text\n")).isEqualTo("created /work/a/b/c.txt, 5 bytes\n");
        assertThat(files.text("/work/a/b/c.txt")).isEqualTo("text\n");
    }

    @Test
    void aReplacedFileIsShownAsADiff() throws Exception {
        assertThat(write("notes.txt", "one\n2\nthree\n"))
                .isEqualTo("replaced /work/notes.txt, 12 bytes\n--- a/work/notes.txt\n+++ b/work/notes.txt\n"
                        + "@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n");
    }

    @Test
    void theSameContentIsNotWrittenAgain() throws Exception {
        files.unwritable("/work");
        assertThat(write("notes.txt", "one\ntwo\nthree\n")).contains("has this content already");
    }

    @Test
    void lineEndsAndMarkOfTheOldFileAreKept() throws Exception {
        files.file("/work/dos", "\uFEFFa\r\nb\r\nc\n");
        assertThat(write("dos", "x\ny\n")).contains("UTF-8 with byte-order mark");
        assertThat(files.text("/work/dos")).isEqualTo("\uFEFFx\r\ny\r\n");
        write("dos", "x\ny\r\n");
        assertThat(files.text("/work/dos")).as("explicit line ends").isEqualTo("\uFEFFx\ny\r\n");
        write("dos", "\uFEFFx\n");
        assertThat(files.text("/work/dos")).as("no second mark").isEqualTo("\uFEFFx\n");
    }

    @Test
    void utf16StaysUtf16() throws Exception {
        files.file("/work/wide", "a\r\nb\r\n".getBytes(StandardCharsets.UTF_16));
        assertThat(write("wide", "ä\n"))
                .contains("UTF-16BE with byte-order mark")
                .contains("-a\n")
                .contains("+ä\n");
        assertThat(bytes("/work/wide")).isEqualTo("ä\r\n".getBytes(StandardCharsets.UTF_16));
    }

    @Test
    void aLongDiffIsCut() throws Exception {
        files.file("/work/long", "x\n".repeat(100_000));
        assertThat(write("long", "y\n".repeat(100_000)).lines()).hasSizeBetween(200, 210);
    }

    @Test
    void binaryAndHugeOldContentIsReplacedWithoutADiff() throws Exception {
        files.file("/work/binary", new byte[] {0, 1}).file("/work/huge", 1L << 30, () -> {
            throw new AssertionError("opened");
        });
        assertThat(write("binary", "text")).contains("(no diff");
        assertThat(write("huge", "text")).contains("(no diff: the old content of 1073741824 bytes");
        assertThat(files.text("/work/huge")).isEqualTo("text");
    }

    @Test
    void whatIsNoFileIsRefused() throws Exception {
        files.device("/work/pipe").file("/work/f", "");
        assertThat(error(arguments("pipe", "x"))).contains("/work/pipe is a device, a pipe or a socket");
        assertThat(error(arguments("/work", "x"))).contains("/work is a directory");
        assertThat(error(arguments("f/below", "x"))).contains("/work/f/below");
        assertThat(error(arguments("~/x", "x"))).contains("~ is not expanded");
        assertThat(error(arguments("", "x"))).contains("'path' is empty");
        assertThat(error(arguments("a\0", "x"))).contains("NUL");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsSaid() throws Exception {
        files.unwritable("/work");
        assertThat(error(arguments("notes.txt", "x")))
                .isEqualTo("write_file: /work/notes.txt may not be written: permission denied. Nothing was written.");
    }

    @Test
    void aChangeBySomebodyElseIsNotOverwritten() throws Exception {
        files.beforeChange(path -> files.file("/work/notes.txt", "theirs"));
        assertThat(error(arguments("notes.txt", "x")))
                .contains("was changed by somebody else meanwhile; read it again");
        assertThat(files.text("/work/notes.txt")).isEqualTo("theirs");
    }

    @Test
    void aFileThatAppearsMeanwhileIsNotOverwritten() throws Exception {
        files.beforeChange(path -> files.file("/work/new", "theirs"));
        assertThat(error(arguments("new", "x"))).contains("was changed by somebody else");
    }

    @Test
    void aMaskedSecretIsNotWrittenInPlaceOfTheSecret() throws Exception {
        files.file("/work/env", "KEY=sk-abcdef\n").file("/work/doc", "It shows [redacted:x] then.\n");
        assertThat(error(arguments("env", "KEY=[redacted:sk-abc…]\nMORE=1\n")))
                .contains("masked")
                .contains("patch");
        assertThat(error(arguments("new", "KEY=[redacted:sk-abc…]\n"))).contains("masked");
        assertThat(files.text("/work/env")).isEqualTo("KEY=sk-abcdef\n");
        write("doc", "It shows [redacted:x] there.\n");
    }

    @Test
    void halfACharacterIsRefused() throws Exception {
        assertThat(error(arguments("x", "a\uD800b"))).contains("surrogate");
    }

    @Test
    void effectsNameTheFile() {
        assertThat(tool().effects(call(arguments("../etc/x", ""))))
                .isEqualTo(Effects.once(EffectKind.WRITE, Resource.file("fake", "/etc/x")));
    }
}
