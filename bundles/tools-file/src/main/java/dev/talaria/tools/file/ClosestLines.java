package dev.talaria.tools.file;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a file has that is most like what was not found in it. */
final class ClosestLines {
    private static final int MOST = 3;
    private static final int SHOWN_CHARS = 200;
    private static final double LEAST = 0.4;

    private ClosestLines() {}

    private record Candidate(int index, double similarity) {}

    static String notFound(String path, String text, String wanted) {
        String said = "'old_string' is not in " + path + ".";
        if (wanted.contains("[redacted:")) {
            said += " It has the mark [redacted:…] in place of a secret; quote the lines around it instead.";
        }
        String closest = closest(new Lines(text).all(), wanted);
        return closest.isEmpty()
                ? said + " Nothing in it is similar. Read the file again."
                : said + " The closest lines are:\n" + closest + "\nRead them again and quote them exactly.";
    }

    private static String closest(List<String> lines, String wanted) {
        String first =
                wanted.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        Similarity similarity = new Similarity(first);
        return IntStream.range(0, lines.size())
                .mapToObj(i -> new Candidate(i, similarity.to(lines.get(i))))
                .filter(candidate -> candidate.similarity >= LEAST)
                .sorted(Comparator.comparingDouble(Candidate::similarity).reversed())
                .limit(MOST)
                .sorted(Comparator.comparingInt(Candidate::index))
                .map(candidate -> candidate.index + 1 + "|" + shown(lines.get(candidate.index)))
                .collect(Collectors.joining("\n"));
    }

    private static String shown(String line) {
        return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "…";
    }
}
