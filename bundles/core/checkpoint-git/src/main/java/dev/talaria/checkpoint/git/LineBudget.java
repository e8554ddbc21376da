package dev.talaria.checkpoint.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Text that ends, with a notice, after so many lines. */
final class LineBudget {
    private static final int MOST_LINE = 2_000;

    private final StringBuilder text = new StringBuilder();
    private int left;

    LineBudget(int lines) {
        left = lines;
    }

    boolean isUsedUp() {
        return left <= 0;
    }

    void line(String line) {
        if (left > 0) {
            text.append(line.length() > MOST_LINE ? line.substring(0, MOST_LINE) + "…" : line)
                    .append('\n');
            left--;
        }
    }

    void lines(ByteArrayOutputStream bytes) {
        bytes.toString(StandardCharsets.UTF_8).lines().forEach(this::line);
    }

    String text(String notice) {
        return isUsedUp() ? text + notice + "\n" : text.toString();
    }
}
