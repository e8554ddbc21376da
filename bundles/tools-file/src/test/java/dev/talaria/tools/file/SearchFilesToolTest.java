package dev.talaria.tools.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Json;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.spi.tool.Tool;
import dev.talaria.testkit.tool.FakeFiles;
import dev.talaria.testkit.tool.FakeToolContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchFilesToolTest extends FileToolFixture {
    @Override
    protected Tool tool() {
        return new SearchFilesTool();
    }

    @Override
    FakeFiles fill(FakeFiles empty) {
        return empty.file("/work/src/Old.java", "class Old {\n    int number = 1;\n}\n")
                .file("/work/src/New.java", "class New {\r\n    int number = 22;\r\n}\r\n")
                .file("/work/notes.txt", "a number\n")
                .file("/other/x.txt", "a number\n");
    }

    @Override
    protected List<Map<String, Object>> samples() {
        return List.of(arguments("number"), arguments("*.java", "target", "files"));
    }

    private static Map<String, Object> arguments(String pattern, Object... more) {
        Map<String, Object> result = new LinkedHashMap<>(Json.object("pattern", pattern));
        for (int i = 0; i < more.length; i += 2) {
            result.put((String) more[i], more[i + 1]);
        }
        return result;
    }

    private String search(String pattern, Object... more) throws Exception {
        return ok(arguments(pattern, more));
    }

    @Test
    void linesOfTheNewestFilesFirst() throws Exception {
        assertThat(search("number"))
                .isEqualTo("notes.txt:1:a number\nsrc/New.java:2:    int number = 22;\n"
                        + "src/Old.java:2:    int number = 1;\n(3 found)");
        assertThat(search("^class \\w+ \\{$", "file_glob", "*.java")).endsWith("(2 found)");
        assertThat(search("number", "path", "/other")).startsWith("/other/x.txt:1:");
        assertThat(search("number", "path", "notes.txt")).endsWith("(1 found)");
        assertThat(search("nowhere")).isEqualTo("(nothing found in 3 files below /work)");
    }

    @Test
    void modes() throws Exception {
        files.file("/work/twice", "number\nnumber\n");
        assertThat(search("number", "output_mode", "count")).startsWith("twice:2\nnotes.txt:1\n");
        assertThat(search("number", "output_mode", "files_only", "target", "grep"))
                .startsWith("twice\nnotes.txt\n");
        assertThat(search("22", "context", 1L))
                .isEqualTo(
                        "src/New.java-1-class New {\nsrc/New.java:2:    int number = 22;\nsrc/New.java-3-}\n--\n(1 found)");
    }

    @Test
    void namesByPatternOrPart() throws Exception {
        assertThat(search("*.java", "target", "files")).isEqualTo("src/New.java\nsrc/Old.java\n(2 found)");
        assertThat(search("src/**/N*", "target", "find")).isEqualTo("src/New.java\n(1 found)");
        assertThat(search("otes", "target", "files")).isEqualTo("notes.txt\n(1 found)");
        assertThat(search("{New,Old}.[ij]ava", "target", "files")).endsWith("(2 found)");
    }

    @Test
    void pagesSayWhereTheNextBegins() throws Exception {
        assertThat(search("number", "limit", 2L)).endsWith("(there are more; continue with offset=2)");
        assertThat(search("number", "limit", 2L, "offset", 2L))
                .isEqualTo("src/Old.java:2:    int number = 1;\n(3 found)");
        assertThat(search("number", "offset", 9L)).contains("there are only 3");
    }

    @Test
    void whatGitIgnoresIsLeftOut() throws Exception {
        files.file("/work/.gitignore", "# rules\n*.log\n!keep.log\nbuild/\n/top.txt\ndocs/**/tmp\n[\n")
                .file("/work/.git/config", "")
                .file("/work/a.log", "")
                .file("/work/keep.log", "")
                .file("/work/build/x", "")
                .file("/work/src/build", "")
                .file("/work/top.txt", "")
                .file("/work/src/top.txt", "")
                .file("/work/docs/a/b/tmp", "")
                .file("/work/sub/.gitignore", "!a.log\nonly.txt\n")
                .file("/work/sub/a.log", "")
                .file("/work/sub/only.txt", "")
                .file("/work/only.txt", "");
        assertThat(search("*", "target", "files").lines())
                .containsExactlyInAnyOrder(
                        "only.txt",
                        "sub/a.log",
                        "sub/.gitignore",
                        "src/top.txt",
                        "src/build",
                        "keep.log",
                        ".gitignore",
                        "notes.txt",
                        "src/New.java",
                        "src/Old.java",
                        "(10 found)");
    }

    /** Threat 12. */
    @Test
    void linksAndSpecialFilesAreNotFollowed() throws Exception {
        files.link("/work/out", "/other").link("/work/x", "/other/x.txt").device("/work/pipe");
        assertThat(search("number", "output_mode", "files_only")).doesNotContain("other", "out", "pipe");
    }

    @Test
    void binaryFilesAreLeftOutAndUtf16IsRead() throws Exception {
        files.file("/work/bin", "number\0".getBytes(StandardCharsets.UTF_8))
                .file("/work/wide", "a number\r\n".getBytes(StandardCharsets.UTF_16));
        assertThat(search("number$")).contains("wide:1:a number\n").doesNotContain("bin:");
    }

    @Test
    void whatCouldNotBeSearchedIsSaid() throws Exception {
        files.secretFile("/work/k1")
                .secretFile("/work/k2")
                .secretFile("/work/k3")
                .secretFile("/work/k4");
        files.file("/work/huge", "number\n".repeat(2_000_000));
        assertThat(search("number", "output_mode", "files_only"))
                .contains("(4 files were not searched: /work/k4 (permission denied), /work/k3 (permission denied)")
                .contains("(1 file was searched only up to 10485760 bytes)");
    }

    @Test
    void longLinesAreCutAroundTheMatch() throws Exception {
        files.file("/work/wide", "x".repeat(10_000) + "needle" + "y".repeat(10_000) + "\n");
        assertThat(search("needle")).hasSizeLessThan(700).contains("needle").contains("more characters]");
    }

    @ParameterizedTest
    @CsvSource({"'a(b', position 0", "'x[', position 1", "'(?=a)', position 0", "'a**', position 1", "'\\1', position 0"
    })
    void badExpressionsAreExplained(String pattern, String position) throws Exception {
        assertThat(error(arguments(pattern)))
                .contains("is no regular expression")
                .contains(position)
                .contains("RE2");
    }

    @Test
    void expressionsThatTakeOthersForEver() throws Exception {
        files.file("/work/a", "a".repeat(100_000) + "b\n");
        for (String pattern : List.of("(a*)*c", "(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "((a{9}){9}){9}c")) {
            Assertions.assertTimeout(Duration.ofSeconds(15), () -> run(arguments(pattern, "path", "a")), pattern);
        }
        assertThat(error(arguments("((a{50}){50}){3}"))).contains("too large");
        files.file("/work/long", "x".repeat(100_000) + "needle\n");
        assertThat(search("needle", "path", "long")).contains("(1 line was searched only up to 100000 characters)");
        assertThat(error(arguments("(".repeat(900)))).contains("is no regular expression");
        assertThat(error(arguments("x".repeat(1_001)))).contains("more than 1000 characters");
    }

    @ParameterizedTest
    @CsvSource({"limit,0", "limit,2001", "offset,-1", "context,-1", "context,21"})
    void numbersOutOfRangeAreErrors(String name, long value) throws Exception {
        assertThat(error(arguments("x", name, value))).contains("'" + name + "'");
    }

    @Test
    void placesThatAreNoneAreErrors() throws Exception {
        files.device("/work/pipe");
        assertThat(error(arguments("x", "path", "pipe"))).contains("is a device");
        assertThat(error(arguments("x", "path", "srcs"))).contains("Similar names: src");
        assertThat(error(arguments(""))).contains("'pattern' is empty");
    }

    @Test
    void cancellationStopsTheSearch() throws Exception {
        CancellationSource cancellation = new CancellationSource();
        files.file("/work/z", 10, () -> {
            cancellation.cancel("enough");
            return java.io.InputStream.nullInputStream();
        });
        FakeToolContext context = FakeToolContext.builder()
                .sandbox(sandbox)
                .cancellation(cancellation)
                .build();
        assertThat(tool().call(call(arguments("number")), context).status()).isEqualTo(ToolResult.Status.INTERRUPTED);
    }

    @Test
    void effectsAreTheTree() {
        assertThat(tool().effects(call(arguments("x", "path", "../etc"))))
                .isEqualTo(Effects.reads(Resource.tree("fake", "/etc")));
    }
}
