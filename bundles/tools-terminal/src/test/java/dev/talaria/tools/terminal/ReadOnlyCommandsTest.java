package dev.talaria.tools.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Threat 16. */
class ReadOnlyCommandsTest {
    private static final String HOSTILE = ";|&<>$`\\(){}[]*?~!#^\n\r\t\u000b\u0000\u0001\u001b\u007f\u0085\u00a0\u200b"
            + "\u2028\u202e\u3000\uff1b\u0455\ud800";

    static Stream<String> neverReadOnly() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                ReadOnlyCommandsTest.class.getResourceAsStream("never-read-only.txt"), StandardCharsets.US_ASCII))) {
            return reader
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(ReadOnlyCommandsTest::unescaped)
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource
    void neverReadOnly(String command) {
        assertThat(ReadOnlyCommands.judge(command, "/work")).isEmpty();
    }

    @Test
    void theCorpusIsNotShort() throws IOException {
        assertThat(neverReadOnly().distinct()).hasSizeGreaterThan(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
                    ls                              | /work
                    ls -la                          | /work
                    ls -la src                      | /work/src
                    ls -la src /tmp//x/./y/         | /work/src /tmp/x/y
                    ls -R                           | /work/
                    ls --recursive a b              | /work/a/ /work/b/
                    ls -lR /                        | /
                    ls --all --color=never          | /work
                    ls -- -odd                      | /work/-odd
                    ls -la --                       | /work
                    ls 'a b' "c;d" e'f'"g"          | /work/a b /work/c;d /work/efg
                    ls '~' '*' '$HOME'              | /work/~ /work/* /work/$HOME
                    cat a.txt                       | /work/a.txt
                    cat -n a                        | /work/a
                    cat a -n                        | /work/a
                    cat /etc/passwd                 | /etc/passwd
                    head -n 5 a                     | /work/a
                    head -n5 a                      | /work/a
                    head -5 a                       | /work/a
                    head -c 100 a b                 | /work/a /work/b
                    tail -n +5 a                    | /work/a
                    tail -20 a                      | /work/a
                    wc -l a b                       | /work/a /work/b
                    stat a                          | /work/a
                    stat -c %s,%n a                 | /work/a
                    stat -c '%s %n' a               | /work/a
                    du                              | /work/
                    du -sh x y                      | /work/x/ /work/y/
                    du -d 1                         | /work/
                    df -h                           |
                    df -h /tmp                      | /tmp
                    uname -a                        |
                    date                            |
                    date +%Y-%m-%d                  |
                    date -u '+%H:%M %Z'             |
                    date -d '2020-01-01 +2 days' +%s |
                    id -un                          |
                    whoami                          |
                    pwd                             |
                    pwd -P                          |
                    hostname                        |
                    nproc --all                     |
                    free -m                         |
                    uptime -p                       |
                    echo hello, world               |
                    echo 'it is; $5' "and & more"   |
                    true                            |
                    false                           |
                    basename /a/b.txt .txt          |
                    dirname /a/b                    |
                    which -a java git               |
                    """)
    void readOnly(String command, String reads) {
        Optional<ReadOnlyCommands.Verdict> verdict = ReadOnlyCommands.judge(command, "/work");
        assertThat(verdict).isPresent();
        assertThat(String.join(
                        " ",
                        verdict.get().reads().stream()
                                .map(read -> read.resource("x").value().substring("file:x:".length()))
                                .toList()))
                .isEqualTo(reads == null ? "" : reads);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relative", "/work/../etc", "/proc/self", "/dev", "/work/.."})
    void aDirectoryThatCannotBeNamedExactlyMakesFilesUncertain(String cwd) {
        assertThat(ReadOnlyCommands.judge("cat environ", cwd)).isEmpty();
        assertThat(ReadOnlyCommands.judge("ls", cwd)).isEmpty();
    }

    @Test
    void aLineThatIsTooLongIsNotRead() {
        assertThat(ReadOnlyCommands.judge("echo " + "x".repeat(4000), "/work")).isPresent();
        assertThat(ReadOnlyCommands.judge("echo " + "x".repeat(4096), "/work")).isEmpty();
    }

    @Test
    void oneHostileCharacterAnywhereIsEnough() {
        Random random = new Random(16);
        List<String> harmless = List.of(
                "ls -la src",
                "cat -n a.txt b",
                "head -n 5 x",
                "echo hello world",
                "date +%Y",
                "du -sh x",
                "stat -c %s a");
        for (int round = 0; round < 50_000; round++) {
            String base = harmless.get(random.nextInt(harmless.size()));
            int where = random.nextInt(base.length() + 1);
            char hostile = HOSTILE.charAt(random.nextInt(HOSTILE.length()));
            String command = base.substring(0, where) + hostile + base.substring(where);
            assertThat(ReadOnlyCommands.judge(command, "/work"))
                    .as("%s", (Object) escaped(command))
                    .isEmpty();
        }
    }

    /** Whatever is split at all, bash splits in the same way, and nothing else happens. */
    @Test
    void bashReadsTheSameWords() throws Exception {
        Random random = new Random(4711);
        String alphabet = "abls019-_./,:=+@%''\"\"  " + "$`\\!~*?[]{}#;|&<>()^\n\t";
        Map<String, List<String>> split = new LinkedHashMap<>();
        while (split.size() < 3_000) {
            StringBuilder line = new StringBuilder("x");
            for (int i = random.nextInt(14); i >= 0; i--) {
                // Mostly harmless characters, or hardly a line would be split.
                int bound = random.nextInt(8) == 0 ? alphabet.length() : 23;
                line.append(alphabet.charAt(random.nextInt(bound)));
            }
            PlainWords.of(line.toString()).ifPresent(words -> split.put(line.toString(), words));
        }
        StringBuilder script = new StringBuilder();
        split.keySet()
                .forEach(line -> script.append("printf '%s\\037' ").append(line).append("\nprintf '\\n'\n"));
        List<String> expected = new ArrayList<>();
        split.values().forEach(words -> expected.add(String.join("\u001f", words) + "\u001f"));
        assertThat(bash(script.toString())).isEqualTo(expected);
        assertThat(split.keySet()).anyMatch(line -> line.contains("'")).anyMatch(line -> line.contains("\""));
    }

    private static List<String> bash(String script) throws Exception {
        Process process = new ProcessBuilder("bash", "--noprofile", "--norc", "-s")
                .redirectErrorStream(true)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.US_ASCII));
        }
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
            return out.lines().toList();
        } finally {
            process.waitFor();
        }
    }

    private static String unescaped(String line) {
        if (line.equals("<empty>")) {
            return "";
        }
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != '\\') {
                result.append(c);
            } else if (line.charAt(i + 1) == 'u') {
                result.append((char) Integer.parseInt(line.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                result.append(line.charAt(++i));
            }
        }
        return result.toString();
    }

    private static String escaped(String text) {
        StringBuilder result = new StringBuilder();
        text.chars().forEach(c -> result.append(c < 32 || c > 126 ? String.format("\\u%04x", c) : (char) c));
        return result.toString();
    }
}
