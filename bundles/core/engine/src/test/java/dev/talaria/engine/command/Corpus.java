package dev.talaria.engine.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of commands with their classes. */
final class Corpus {
    static final String EVASION = "evasion-corpus.txt";
    static final String EVERYDAY = "everyday-commands.txt";
    private static final Pattern CHARACTER = Pattern.compile("<u\\+([0-9a-f]{4})>");

    record Line(CorpusVerdict verdict, String command) {}

    private Corpus() {}

    static List<Line> read(String name) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Corpus.class.getResourceAsStream(name), StandardCharsets.US_ASCII))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Corpus::line)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(String line) {
        int tab = line.indexOf('\t');
        String command = line.substring(tab + 1).replace("<nl>", "\n").replace("<tab>", "\t");
        String decoded = CHARACTER
                .matcher(command)
                .replaceAll(
                        match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
        return new Line(CorpusVerdict.named(line.substring(0, tab)), decoded);
    }
}
