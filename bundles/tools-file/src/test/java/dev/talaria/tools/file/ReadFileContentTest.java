package dev.talaria.tools.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.Json;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.testkit.tool.FakeFiles;
import dev.talaria.testkit.tool.FakeSandboxLease;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file may hold: ends of lines, encodings, and what is no text. */
class ReadFileContentTest {
    private static final long FIVE_GB = 5L << 30;

    private final FakeSandboxLease sandbox = new FakeSandboxLease("fake");
    private final FakeFiles files = sandbox.files().directory("/work");

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a\\nb; 1|a\\n2|b",
                "a\\r\\nb\\r\\n; 1|a\\n2|b",
                "a\\rb; 1|a\\rb",
                "a\\r\\r\\nb; 1|a\\r\\n2|b",
                "a\\r; 1|a\\r",
                "\\n\\n; 1|\\n2|",
                "\uFEFFa\\n\uFEFFb; 1|a\\n2|\uFEFFb",
                "ä€😀; 1|ä€😀"
            })
    void lineEndsAndMarks(String content, String shown) throws Exception {
        files.file("/work/f", content.translateEscapes());
        String expected = shown.translateEscapes();
        assertThat(read("f").text()).startsWith(expected + "\n(end of file");
    }

    @Test
    void binaryFilesAreRefusedWithAdvice() throws Exception {
        files.file("/work/nul", "text\nmore\0\n");
        files.file("/work/latin1", new byte[] {'a', (byte) 0xe9, 'b'});
        files.file("/work/surrogate", new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
        for (String name : List.of("nul", "latin1", "surrogate")) {
            ToolResult result = read(name);
            assertThat(result.status()).as(name).isEqualTo(ToolResult.Status.ERROR);
            assertThat(result.text()).contains("/work/" + name + " is binary, or in no encoding of Unicode");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM"})
    void utf16IsRead(String charset) throws Exception {
        files.file("/work/utf16", "Grüße, \uD83D\uDE00\r\nand much ordinary text\n".getBytes(Charset.forName(charset)));
        assertThat(read("utf16").text()).startsWith("1|Grüße, \uD83D\uDE00\n2|and much ordinary text\n(end");
    }

    @Test
    void hugeFilesInUtf16AreRefusedWithAdvice() throws Exception {
        files.file(
                "/work/utf16", FIVE_GB, () -> new ByteArrayInputStream(new byte[] {(byte) 0xff, (byte) 0xfe, 65, 0}));
        assertThat(read("utf16").text())
                .contains("UTF-16LE of more than 10485760 bytes")
                .contains("iconv");
    }

    @Test
    void imagesAndOtherKindsAreNamed() throws Exception {
        files.file("/work/a.txt", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0})
                .file("/work/b", new byte[] {0x7f, 'E', 'L', 'F', 2, 1})
                .file("/work/c.jpg", new byte[] {'?', 0, 1})
                .file("/work/d.png", "a text with a wrong name\n")
                .file("/work/e", "GIF8 is how it starts\n")
                .file("/work/f.mp3", "");
        assertThat(read("a.txt").text()).contains("is an image, no text").contains("vision_analyze");
        assertThat(read("b").text()).contains("is a program, no text");
        assertThat(read("c.jpg").text()).contains("is an image");
        assertThat(read("d.png").text()).startsWith("1|a text");
        assertThat(read("e").text()).startsWith("1|GIF8");
        assertThat(read("f.mp3").text()).isEqualTo("(the file is empty)");
    }

    @Test
    void aCharacterCutByTheEndIsShownAsSuch() throws Exception {
        files.file("/work/cut", new byte[] {'a', (byte) 0xe2, (byte) 0x82});
        assertThat(read("cut").text()).startsWith("1|a\uFFFD\n");
    }

    @Test
    void charactersOverTheEdgesOfBuffersStayWhole() throws Exception {
        String line = "x" + "€".repeat(700) + "😀".repeat(20);
        files.file("/work/edges", (line + "\n").repeat(40));
        String expected = IntStream.rangeClosed(1, 40)
                .mapToObj(i -> i + "|" + line + "\n")
                .collect(Collectors.joining());
        assertThat(read("edges").text()).isEqualTo(expected + "(end of file, 40 lines)");
    }

    private ToolResult read(String path) throws Exception {
        return ReadFiles.read(sandbox, Json.object("path", path));
    }
}
