package dev.talaria.shell.chat;

import dev.talaria.shell.markdown.Look;
import dev.talaria.shell.markdown.MarkdownStream;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jspecify.annotations.Nullable;

/** What the model says, while it says it. */
final class Reply {
    /** Narrower screens have no room for a margin. */
    private static final int ROOM_FOR_MARGIN = 50;

    private final Palette palette;
    private int columns;
    private @Nullable MarkdownStream stream;

    Reply(Palette palette, int columns) {
        this.palette = palette;
        this.columns = columns;
    }

    void add(String delta) {
        MarkdownStream now = stream;
        if (now == null) {
            now = new MarkdownStream(look(palette), columns - margin());
            stream = now;
        }
        now.append(delta);
    }

    boolean running() {
        return stream != null;
    }

    void columns(int value) {
        columns = value;
        if (stream != null) {
            stream.columns(value - margin());
        }
    }

    List<AttributedString> finished() {
        return stream == null ? List.of() : indented(stream.finished());
    }

    List<AttributedString> live() {
        return stream == null ? List.of() : indented(stream.live());
    }

    /** It is whole. @return its last lines */
    List<AttributedString> end() {
        MarkdownStream now = stream;
        if (now == null) {
            return List.of();
        }
        now.end();
        stream = null;
        return indented(now.finished());
    }

    private int margin() {
        return palette.spoken() || columns < ROOM_FOR_MARGIN ? 0 : 2;
    }

    private List<AttributedString> indented(List<AttributedString> lines) {
        String margin = " ".repeat(margin());
        return margin.isEmpty()
                ? lines
                : lines.stream()
                        .map(line -> line.length() == 0
                                ? line
                                : new AttributedStringBuilder()
                                        .append(margin)
                                        .append(line)
                                        .toAttributedString())
                        .toList();
    }

    static Look look(Palette palette) {
        if (palette.spoken()) {
            return Look.spoken();
        } else if (!palette.signs()) {
            return Look.ascii();
        }
        return palette.coloured() ? Look.coloured() : Look.plain();
    }

    /** All of a text at once. */
    static List<AttributedString> lines(String markdown, Palette palette, int columns) {
        Reply reply = new Reply(palette, columns);
        reply.add(markdown);
        return reply.end();
    }
}
