package dev.talaria.engine.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The programs of {@code programs.txt}, by name or by name and first word. */
final class ProgramTable {
    private static final Map<String, Program> PROGRAMS = read();

    private ProgramTable() {}

    static @Nullable Program find(String name, Argument first) {
        Program called = first.isKnown() ? PROGRAMS.get(name + " " + first.text()) : null;
        return called == null ? PROGRAMS.get(name) : called;
    }

    private static Map<String, Program> read() {
        try (InputStream in = ProgramTable.class.getResourceAsStream("programs.txt");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            Map<String, Program> programs = new HashMap<>();
            reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> add(line, programs));
            return Map.copyOf(programs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(String line, Map<String, Program> programs) {
        String[] columns = line.split("\\|", -1);
        if (columns.length != 4) {
            throw new IllegalStateException("programs.txt: " + line);
        }
        List<String> remarks = words(columns[3]);
        Program program = new ListedProgram(
                words(columns[1]),
                ProgramOptions.of(columns[2]),
                remarks.contains("any"),
                remarks.contains("any") || remarks.contains("glob"),
                trees(remarks));
        boolean calls = columns[0].contains("/");
        for (String name : calls ? columns[0].split(" / ") : columns[0].trim().split("\\s+")) {
            if (programs.put(name.trim(), program) != null) {
                throw new IllegalStateException("programs.txt has twice: " + name);
            }
        }
    }

    private static List<String> trees(List<String> remarks) {
        for (String remark : remarks) {
            if (remark.startsWith("tree=")) {
                return List.of(remark.substring("tree=".length()).split(","));
            }
        }
        return remarks.contains("tree") ? List.of("*") : List.of();
    }

    private static List<String> words(String column) {
        return Arrays.stream(column.trim().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
