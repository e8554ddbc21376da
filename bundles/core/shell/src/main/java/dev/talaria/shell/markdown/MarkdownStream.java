package dev.talaria.shell.markdown;

import dev.talaria.shell.text.Printable;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

public final class MarkdownStream {
    private final StringBuilder pending = new StringBuilder();
    private int columns;

    public MarkdownStream(Look look, int columns) {
        this.columns = columns;
    }

    public void append(String delta) {
        pending.append(delta);
    }

    public List<AttributedString> finished() {
        int end = pending.lastIndexOf("\n");
        if (end < 0) return List.of();
        String t = pending.substring(0, end);
        pending.delete(0, end + 1);
        return lines(t);
    }

    public List<AttributedString> live() {
        return pending.isEmpty() ? List.of() : lines(pending.toString());
    }

    public void columns(int value) {
        columns = value;
    }

    public void end() {
        if (!pending.isEmpty()) pending.append("\n");
    }

    private List<AttributedString> lines(String t) {
        List<AttributedString> l = new ArrayList<>();
        for (String s : Printable.of(t).split("\n", -1)) l.addAll(new AttributedString(s).columnSplitLength(columns));
        return l;
    }
}
