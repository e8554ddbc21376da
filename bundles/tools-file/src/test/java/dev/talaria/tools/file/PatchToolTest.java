package dev.talaria.tools.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.Json;
import dev.talaria.spi.tool.Tool;
import dev.talaria.testkit.tool.FakeFiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PatchToolTest extends FileToolFixture {
    /** It takes about one second on a machine that has nothing else to do; what grows by the square takes minutes. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    protected Tool tool() {
        return new PatchTool(locks, syntax);
    }

    @Override
    FakeFiles fill(FakeFiles empty) {
        return empty.file("/work/a.txt", "one\ntwo\nthree\n").file("/work/b.txt", "four\nfive\n");
    }

    @Override
    protected List<Map<String, Object>> samples() {
        return List.of(replacing("a.txt", "two", "2"), patching("*** Delete File: b.txt"));
    }

    private static Map<String, Object> replacing(String path, String from, String to) {
        return Json.object("path", path, "old_string", from, "new_string", to);
    }

    private static Map<String, Object> patching(String... lines) {
        return Json.object(
                "mode", "patch", "patch", "*** Begin Patch\n" + String.join("\n", lines) + "\n*** End Patch\n");
    }

    @Test
    void oneTextForAnother() throws Exception {
        assertThat(ok(replacing("a.txt", "two\n", "2\n")))
                .isEqualTo("changed /work/a.txt\n--- a/work/a.txt\n+++ b/work/a.txt\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n"
                        + " three\n");
        assertThat(files.text("/work/a.txt")).isEqualTo("one\n2\nthree\n");
    }

    @Test
    void anAppliedEditIsSaidAndNotDoneTwice() throws Exception {
        files.file("/work/c", "int answer = 42;\n").unwritable("/work");
        assertThat(ok(replacing("c", "int answer = 41;", "int answer = 42;"))).startsWith("already applied");
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        assertThat(error(Json.object("path", "a.txt"))).contains("'old_string' is missing");
        assertThat(error(Json.object("mode", "patch"))).contains("'patch' is missing");
        assertThat(error(replacing("a.tx", "x", "y"))).contains("Similar names: a.txt");
    }

    @Test
    void aMaskedSecretIsNotWritten() throws Exception {
        files.file("/work/env", "KEY=sk-abcdef\n");
        assertThat(error(replacing("env", "KEY=sk-abcdef", "KEY=[redacted:sk-a]")))
                .contains("masked");
        assertThat(error(replacing("env", "KEY=[redacted:sk-a]", "KEY=x"))).contains("quote the lines around it");
        assertThat(error(patching("*** Update File: env", "+X=[redacted:y]", " KEY=sk-abcdef")))
                .contains("masked");
        assertThat(error(patching("*** Add File: env2", "+X=[redacted:y]"))).contains("masked");
    }

    @Test
    void severalFilesAtOnceLaterSeesEarlier() throws Exception {
        String text = ok(patching(
                "*** Update File: a.txt",
                "@@ one @@",
                "-two",
                "+2",
                "*** Move File: a.txt -> moved/c.txt",
                "*** Update File: moved/c.txt",
                "@@",
                " 2",
                "-three",
                "+3",
                "*** Delete File: b.txt",
                "*** Add File: b.txt",
                "+new b"));
        assertThat(files.stat("/work/a.txt")).isEmpty();
        assertThat(files.text("/work/moved/c.txt")).isEqualTo("one\n2\n3\n");
        assertThat(files.text("/work/b.txt")).isEqualTo("new b\n");
        assertThat(text).contains("deleted /work/a.txt", "created /work/moved/c.txt", "changed /work/b.txt", "-four");
    }

    @Test
    void oneBadOperationAndNothingIsWritten() throws Exception {
        files.beforeChange(path -> {
            throw new AssertionError("wrote " + path);
        });
        String update = "*** Update File: a.txt\n-two\n+2";
        assertThat(error(patching(update, "*** Add File: b.txt", "+x"))).contains("/work/b.txt is there already");
        assertThat(error(patching(update, "*** Move File: a.txt -> b.txt"))).contains("does not replace");
        assertThat(error(patching(update, "*** Delete File: none"))).contains("there is no file /work/none");
        assertThat(error(patching(update, "*** Delete File: a.txt", "*** Delete File: a.txt")))
                .contains("any more");
        assertThat(error(patching(update, "*** Update File: b.txt", "-nothing", "+x")))
                .contains("its lines are not in /work/b.txt");
    }

    @Test
    void aFailureWhileWritingPutsBackWhatWasWritten() throws Exception {
        files.unwritable("/work/b.txt");
        String text = error(patching(
                "*** Add File: new.txt",
                "+x",
                "*** Update File: a.txt",
                "-two",
                "+2",
                "*** Update File: b.txt",
                "-four",
                "+4"));
        assertThat(text)
                .isEqualTo("patch: /work/b.txt may not be written: permission denied. What was written before that:\n"
                        + "- /work/a.txt: put back as it was\n- /work/new.txt: removed again\n"
                        + "Every other file is as it was.");
        assertThat(files.text("/work/a.txt")).isEqualTo("one\ntwo\nthree\n");
        assertThat(files.stat("/work/new.txt")).isEmpty();
    }

    @Test
    void whatSomebodyElseChangedSinceIsLeft() throws Exception {
        files.unwritable("/work/b.txt").beforeChange(path -> {
            if (path.equals("/work/b.txt")) {
                files.file("/work/a.txt", "theirs");
            }
        });
        assertThat(error(patching("*** Update File: a.txt", "-two", "+2", "*** Update File: b.txt", "-four", "+4")))
                .contains("- /work/a.txt: HAS BEEN CHANGED by somebody else since, and was left so");
        assertThat(files.text("/work/a.txt")).isEqualTo("theirs");
    }

    @Test
    void oneFileUnderTwoNamesIsOneFile() throws Exception {
        assertThat(error(patching("*** Delete File: a.txt", "*** Delete File: x/../a.txt")))
                .contains("any more");
    }

    @Test
    void aBinaryFileIsMovedAsItIsAndNotUpdated() throws Exception {
        files.file("/work/bin", new byte[] {0, (byte) 0xff});
        assertThat(error(patching("*** Update File: bin", "-x", "+y"))).contains("/work/bin is binary");
        ok(patching("*** Move File: bin -> bin2"));
        assertThat(files.stat("/work/bin2").orElseThrow().size()).isEqualTo(2);
    }

    @Test
    void hugeFilesDevicesAndDirectoriesAreRefused() throws Exception {
        files.device("/work/pipe").file("/work/huge", 1L << 30, () -> {
            throw new AssertionError("opened");
        });
        assertThat(error(replacing("huge", "a", "b")))
                .contains("1073741824 bytes")
                .contains("terminal tool");
        assertThat(error(replacing("pipe", "a", "b"))).contains("is a device");
        assertThat(error(replacing("/work", "a", "b"))).contains("is a directory");
    }

    @Test
    void effectsNameEveryFileEvenOfABrokenPatch() {
        assertThat(tool().effects(call(replacing("../x", "", ""))).list())
                .containsExactly(write("/x", Nature.ORDINARY));
        assertThat(tool().effects(call(Json.object(
                                "mode",
                                "patch",
                                "patch",
                                "*** Update File: a\nnonsense\n*** Delete File: b\r\n*** Move File: c -> ../d\n")))
                        .list())
                .containsExactly(
                        write("/work/a", Nature.ORDINARY),
                        write("/work/b", Nature.DESTRUCTIVE),
                        write("/work/c", Nature.ORDINARY),
                        write("/d", Nature.ORDINARY));
    }

    private static Effect write(String path, Nature nature) {
        return new Effect(EffectKind.WRITE, Resource.file("fake", path), nature, "");
    }

    @Test
    void aHundredThousandLinesTakeLinearTime() throws Exception {
        String file = IntStream.range(0, 100_000)
                .mapToObj(i -> i % 3 == 0 ? "}" : "line " + i)
                .collect(Collectors.joining("\n"));
        files.file("/work/long", file);
        String hunks = IntStream.range(0, 20_000)
                .map(i -> i * 5 + (i * 5 % 3 == 0 ? 1 : 0))
                .mapToObj(i -> "@@\n-line " + i + "\n+changed " + i)
                .collect(Collectors.joining("\n"));
        Assertions.assertTimeout(PATIENCE, () -> ok(replacing("long", "  line 99998", "other")));
        Assertions.assertTimeout(PATIENCE, () -> error(replacing("long", "quite another\ntext", "x")));
        Assertions.assertTimeout(PATIENCE, () -> ok(patching("*** Update File: long", hunks)));
        assertThat(files.text("/work/long"))
                .contains("changed 1\n", "\nchanged 99995\n")
                .doesNotContain("\r");
    }

    @Test
    void aPatchOfAHundredThousandLines() throws Exception {
        String block = "-x\n".repeat(50_000) + "+y\n".repeat(50_000);
        files.file("/work/same", "x\n".repeat(50_000));
        Assertions.assertTimeout(PATIENCE, () -> ok(patching("*** Update File: same", block.stripTrailing())));
        assertThat(files.text("/work/same")).isEqualTo("y\n".repeat(50_000));
        String everywhere = "@@\n-x\n-x\n+y\n".repeat(20_000).stripTrailing();
        files.file("/work/same", "x\n".repeat(50_000));
        Assertions.assertTimeout(PATIENCE, () -> assertThat(error(patching("*** Update File: same", everywhere)))
                .contains("times, at lines 1"));
    }
}
