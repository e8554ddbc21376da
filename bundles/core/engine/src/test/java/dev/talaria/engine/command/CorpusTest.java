package dev.talaria.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Threat 16. */
class CorpusTest {

    static Stream<Corpus.Line> lines() {
        return Stream.concat(Corpus.read(Corpus.EVASION).stream(), Corpus.read(Corpus.EVERYDAY).stream());
    }

    @ParameterizedTest
    @MethodSource("lines")
    void everyLineHasItsClass(Corpus.Line line) {
        assertThat(CorpusVerdict.of(line.command()))
                .as(
                        "%s: %s",
                        line.command(), CorpusVerdict.effects(line.command()).list())
                .isEqualTo(line.verdict());
    }

    @Test
    void theCorpusIsNotShortAndHasEveryClassOfCommands() {
        List<Corpus.Line> lines = Corpus.read(Corpus.EVASION);
        assertThat(lines.stream().distinct()).hasSizeGreaterThan(600);
        assertThat(lines.stream().map(Corpus.Line::verdict).distinct()).hasSize(CorpusVerdict.values().length - 1);
    }

    @Test
    void nothingDangerousRunsByItself() {
        List<Corpus.Line> lines = Corpus.read(Corpus.EVASION);
        assertThat(lines)
                .noneMatch(line -> !line.verdict().runsInAsk && CorpusVerdict.of(line.command()).runsInAsk)
                .noneMatch(line -> !line.verdict().runsInWorkspace && CorpusVerdict.of(line.command()).runsInWorkspace)
                .noneMatch(line -> !line.verdict().runsInAll && CorpusVerdict.of(line.command()).runsInAll);
    }

    @Test
    void hardlyAnEverydayCommandIsAskedInAWorkspace() {
        List<Corpus.Line> lines = Corpus.read(Corpus.EVERYDAY);
        List<String> asked = lines.stream()
                .map(Corpus.Line::command)
                .filter(command -> !CorpusVerdict.of(command).runsInWorkspace)
                .toList();
        System.out.printf("everyday commands: %d of %d asked in a workspace%n", asked.size(), lines.size());
        asked.forEach(command -> System.out.println("  asked: " + command.replace("\n", "<nl>")));
        assertThat(lines).hasSizeGreaterThanOrEqualTo(200);
        assertThat(asked.size()).isLessThanOrEqualTo(lines.size() / 10);
    }
}
