package dev.talaria.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.Nature;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes: an answer, soon, and never a milder one for the same thing in other clothes. */
class ShellFuzzTest {
    private static final int LONGEST = Limits.LONGEST_SCRIPT_CHARS;
    /** Many times what it takes, for machines that have more to do. */
    private static final long PATIENCE_MS = 5_000;

    private static final List<String> TOKENS = List.of(
            "$(",
            ")",
            "`",
            "'",
            "\"",
            "\\",
            "${",
            "}",
            "{",
            ",",
            "((",
            "))",
            "[[",
            "]]",
            ";",
            ";;",
            "&",
            "&&",
            "|",
            "||",
            "<",
            "<<E\n",
            ">",
            ">&",
            "<(",
            "\n",
            " ",
            "if ",
            "then ",
            "fi",
            "for x in ",
            "do ",
            "done",
            "case x in",
            "esac",
            "f()",
            "!",
            "time ",
            "x=",
            "$x",
            "$'",
            "*",
            "~",
            "#",
            "E\n",
            "\t",
            "\u0000",
            "\u202e",
            "\ud800",
            "rm",
            "-rf",
            "/",
            "eval ");

    @Test
    void neverThrowsAndNeverTakesLong() {
        List<Corpus.Line> lines = Corpus.read(Corpus.EVASION);
        Random random = new Random(16);
        long start = System.nanoTime();
        for (int round = 0; round < 30_000; round++) {
            StringBuilder command = new StringBuilder(line(lines, random));
            for (int i = random.nextInt(4); i >= 0; i--) {
                mutate(command, lines, random);
            }
            assertThat(CorpusVerdict.effects(command.toString())).isNotNull();
        }
        System.out.printf("fuzzed: %d us a command%n", (System.nanoTime() - start) / 1_000 / 30_000);
    }

    private static String line(List<Corpus.Line> lines, Random random) {
        return lines.get(random.nextInt(lines.size())).command();
    }

    private static void mutate(StringBuilder command, List<Corpus.Line> lines, Random random) {
        int at = random.nextInt(command.length() + 1);
        switch (random.nextInt(5)) {
            case 0:
                command.insert(at, TOKENS.get(random.nextInt(TOKENS.size())));
                break;
            case 1:
                command.delete(at, Math.min(command.length(), at + 1 + random.nextInt(3)));
                break;
            case 2:
                command.insert(at, line(lines, random));
                break;
            case 3:
                command.setLength(at);
                break;
            default:
                command.append('\n').append(line(lines, random));
        }
    }

    static Stream<String> tokens() {
        return Stream.concat(
                TOKENS.stream(),
                Stream.of(
                        "a ",
                        "a;",
                        "x=1;",
                        "(a;",
                        "{ a;",
                        "if a;then ",
                        "while a;do ",
                        "for x in a b;do ",
                        "{a,b}",
                        "{1..9}",
                        "$((1+",
                        "${x:-",
                        "\"$(",
                        "a|",
                        "cat <<E\nx\nE\n",
                        "\\\n",
                        "sh -c ",
                        "xargs ",
                        "find . -exec ",
                        "env ",
                        "foo rm ",
                        "cd a;",
                        "x=$x$x;",
                        "a\n",
                        "'a'",
                        "[ ",
                        "sudo ",
                        "f(){ ",
                        "echo $(",
                        "rm -a "));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void oneThingOverAndOverIsJudgedSoon(String token) {
        String command = token.repeat(LONGEST / token.length());
        long start = System.nanoTime();
        CorpusVerdict.of(command);
        long ms = (System.nanoTime() - start) / 1_000_000;
        if (ms > 100) {
            System.out.printf("slow: %d ms for %s%n", ms, token.replace("\n", "<nl>"));
        }
        assertThat(ms).isLessThan(PATIENCE_MS);
    }

    @Test
    void whatIsTooLongOrTooDeepIsUnparsable() {
        assertThat(CorpusVerdict.of("echo " + "x".repeat(LONGEST - 5))).isEqualTo(CorpusVerdict.READ);
        assertThat(CorpusVerdict.of("echo " + "x".repeat(LONGEST))).isEqualTo(CorpusVerdict.UNPARSABLE);
        assertThat(CorpusVerdict.of("(".repeat(20) + "ls" + ")".repeat(20))).isEqualTo(CorpusVerdict.UNPARSABLE);
        assertThat(CorpusVerdict.of("( ".repeat(20) + "ls" + ")".repeat(20))).isEqualTo(CorpusVerdict.READ);
        assertThat(CorpusVerdict.of("( ".repeat(60) + "ls" + ")".repeat(60))).isEqualTo(CorpusVerdict.UNPARSABLE);
        assertThat(CorpusVerdict.of("ls\n".repeat(4_500))).isEqualTo(CorpusVerdict.READ);
        assertThat(CorpusVerdict.of("ls\n".repeat(6_000))).isEqualTo(CorpusVerdict.UNPARSABLE);
    }

    static Stream<Corpus.Line> dangerous() {
        return Corpus.read(Corpus.EVASION).stream()
                .filter(line -> line.verdict().compareTo(CorpusVerdict.READ) > 0)
                .filter(line ->
                        !line.command().endsWith("\\") && !line.command().equals("ls)"));
    }

    @ParameterizedTest
    @MethodSource("dangerous")
    void noWrapperMakesItMilder(Corpus.Line line) {
        String command = line.command();
        Map<String, String> wrapped = Map.of(
                "subshell", "( " + command + "\n)",
                "group", "{ " + command + "\n}",
                "list", "true && { " + command + "\n}",
                "substitution", "echo $( " + command + "\n)",
                "quoted", "echo \"$( " + command + "\n)\"",
                "branch", "if true; then " + command + "\nfi",
                "loop", "for i in a b; do " + command + "\ndone",
                "case", "case x in x) " + command + "\n;; esac",
                "shell", "bash -c '" + command.replace("'", "'\\''") + "'",
                "evaluated", "eval '" + command.replace("'", "'\\''") + "'");
        wrapped.forEach((name, script) ->
                assertThat(CorpusVerdict.of(script)).as(name + ": " + script).isGreaterThanOrEqualTo(line.verdict()));
    }

    @Test
    void ordinaryCommandsAreJudgedAtOnce() {
        List<Corpus.Line> lines = Corpus.read(Corpus.EVERYDAY);
        for (int round = 0; round < 20; round++) {
            lines.forEach(line -> CorpusVerdict.effects(line.command()));
        }
        long start = System.nanoTime();
        lines.forEach(line -> CorpusVerdict.effects(line.command()));
        long us = (System.nanoTime() - start) / 1_000 / lines.size();
        System.out.printf("everyday commands: %d us each%n", us);
        assertThat(us).isLessThan(5_000);
        assertThat(CorpusVerdict.effects("ls").list()).noneMatch(effect -> effect.nature() != Nature.ORDINARY);
    }
}
