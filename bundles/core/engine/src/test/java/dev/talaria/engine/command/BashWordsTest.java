package dev.talaria.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the value of words is known, bash has the same. */
class BashWordsTest {
    private static final Path BASH = Path.of("/bin/bash");
    private static final List<String> PIECES = List.of(
            "a",
            "b",
            "x1",
            "/",
            ".",
            "-",
            "=",
            ":",
            ",",
            "{",
            "}",
            "{a,b}",
            "{1..3}",
            "..",
            "'",
            "\"",
            "\\",
            "\\\n",
            " ",
            "  ",
            "\t",
            "'c d'",
            "\"e f\"",
            "$'\\x41'",
            "$'g\\th'",
            "$'\\''",
            "\"\\\"\"",
            "'\"'",
            "\"'\"",
            "$HOME",
            "${HOME}",
            "\"$HOME\"",
            "~",
            "~/",
            "#",
            "%",
            "@",
            "!",
            "^",
            "${HOME%u}",
            "\"${HOME##*/}\"",
            "$",
            "''",
            "\"\"");

    @TempDir
    Path empty;

    @Test
    void bashHasTheSameWords() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(BASH), "no bash here");
        Random random = new Random(4711);
        List<String> lines = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        while (lines.size() < 3_000) {
            StringBuilder line = new StringBuilder("x ");
            for (int i = random.nextInt(9); i >= 0; i--) {
                line.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            addIfKnown(line.toString(), lines, expected);
        }
        StringBuilder script = new StringBuilder();
        lines.forEach(line -> script.append("printf '%s\\0' ").append(line).append("\nprintf '\\1'\n"));
        List<String> actual = List.of(run(script.toString()).split("\u0001"));
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(actual.get(i)).as(lines.get(i)).isEqualTo(expected.get(i));
        }
        assertThat(lines).anyMatch(line -> line.contains("$'")).anyMatch(line -> line.contains("{a,b}"));
    }

    private static void addIfKnown(String line, List<String> lines, List<String> expected) {
        List<Argument> words;
        try {
            if (ScriptParser.parse(line, new Limits()).kind() != Node.Kind.SIMPLE) {
                return;
            }
            words = Words.of(line);
        } catch (Unparsable e) {
            return;
        }
        if (words.stream().allMatch(Argument::isKnown)) {
            lines.add(line);
            StringBuilder text = new StringBuilder();
            words.forEach(word -> text.append(word.text()).append('\0'));
            expected.add(text.toString());
        }
    }

    private String run(String script) throws Exception {
        Path file = Files.writeString(empty.resolve("script"), script);
        Path directory = Files.createDirectory(empty.resolve("cwd"));
        ProcessBuilder builder = new ProcessBuilder(BASH.toString(), "--noprofile", "--norc", file.toString())
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("HOME", CorpusVerdict.HOME);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
