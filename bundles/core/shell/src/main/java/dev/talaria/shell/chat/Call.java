package dev.talaria.shell.chat;

import dev.talaria.api.tool.ToolResult;
import dev.talaria.shell.text.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jspecify.annotations.Nullable;

/** One tool call as the chat shows it: a line while it runs and after, and all of it when it is opened. Thread-safe. */
final class Call {
    private static final int MOST_OUTPUT_CHARS = 256 * 1024;
    private static final int NAME_COLUMNS = 10;

    private final int number;
    private final String tool;
    private final String summary;
    private final String arguments;
    private final long begun;
    private final StringBuilder output = new StringBuilder();
    private @Nullable ToolResult result;
    private Duration took = Duration.ZERO;

    /** @param number by which a person opens it */
    Call(int number, String tool, String summary, String arguments, long nanoTime) {
        this.number = number;
        this.tool = tool;
        this.summary = summary;
        this.arguments = arguments;
        this.begun = nanoTime;
    }

    int number() {
        return number;
    }

    synchronized boolean finished() {
        return result != null;
    }

    /** Of what it writes, the end is kept. */
    synchronized void wrote(String text) {
        output.append(text);
        if (output.length() > 2 * MOST_OUTPUT_CHARS) {
            output.delete(0, output.length() - MOST_OUTPUT_CHARS);
        }
    }

    synchronized void end(ToolResult value, Duration duration) {
        result = value;
        took = duration;
    }

    /** One line, and a second one with the reason where it failed. */
    synchronized List<AttributedString> lines(Palette palette, int columns, long nanoTime) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(palette.spoken() ? spoken() : line(palette, columns, nanoTime));
        ToolResult end = result;
        if (end != null && end.status() != ToolResult.Status.OK) {
            String reason = Printable.of(end.text()).lines().findFirst().orElse("");
            lines.add(new AttributedString(palette.cut("    " + reason, columns), palette.dim()));
        }
        return lines;
    }

    private AttributedString line(Palette palette, int columns, long nanoTime) {
        ToolResult end = result;
        boolean ok = end != null && end.status() == ToolResult.Status.OK;
        String sign = end == null
                ? palette.sign("\u25cb", "o")
                : ok ? palette.sign("\u25cf", "*") : palette.sign("\u2717", "x");
        AttributedString left = new AttributedStringBuilder()
                .styled(end == null ? palette.accent() : palette.dim(), sign + " " + number + " ")
                .append(padded(tool), palette.plain())
                .append(" ")
                .styled(palette.dim(), Printable.of(summary).replace('\n', ' '))
                .toAttributedString();
        String state = end == null
                ? Palette.clock((nanoTime - begun) / 1_000_000_000L) + "  running"
                : seconds() + "  " + word(end.status());
        return palette.edges(left, new AttributedString(state, palette.dim()), columns);
    }

    private AttributedString spoken() {
        ToolResult end = result;
        return new AttributedString("Tool call " + number + ", " + tool + ": " + Printable.of(summary)
                + (end == null ? ". Running." : ". " + word(end.status()) + " after " + seconds() + "."));
    }

    private static String padded(String name) {
        return name.length() >= NAME_COLUMNS ? name : name + " ".repeat(NAME_COLUMNS - name.length());
    }

    private String seconds() {
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1_000.0);
    }

    private static String word(ToolResult.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** Arguments, output and result, a difference in colour. */
    synchronized List<AttributedString> whole(Palette palette) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(new AttributedString(number + "  " + tool, palette.strong()));
        lines.add(AttributedString.EMPTY);
        lines.add(new AttributedString("Arguments", palette.accent()));
        JsonLines.of(arguments).forEach(line -> lines.add(new AttributedString("  " + line)));
        ToolResult end = result;
        if (end == null || end.text().isEmpty()) {
            lines.add(AttributedString.EMPTY);
            lines.add(new AttributedString("Output so far", palette.accent()));
            indented(output.toString(), palette, lines);
        } else {
            lines.add(AttributedString.EMPTY);
            lines.add(new AttributedString("Result: " + word(end.status()) + ", " + seconds(), palette.accent()));
            indented(end.text(), palette, lines);
        }
        return lines;
    }

    private static void indented(String text, Palette palette, List<AttributedString> lines) {
        boolean difference = Differences.isOne(text);
        Printable.of(text)
                .lines()
                .forEach(line -> lines.add(new AttributedString(
                        "  " + line, difference ? Differences.style(line, palette) : palette.plain())));
    }
}
