package dev.talaria.tools.file;

import java.util.List;

/** The entries of a search from an offset on, as text, and where the next page begins. */
final class SearchPage {
    private static final int LINE_CHARS = 500;
    private static final int BEFORE_MATCH = 100;
    private static final int PAGE_CHARS = 100_000;

    private final long offset;
    private final long limit;
    private final StringBuilder text = new StringBuilder();
    private long entries;
    private long shown;
    private boolean more;

    SearchPage(long offset, long limit) {
        this.offset = offset;
        this.limit = limit;
    }

    /** Whether nothing more will be shown, and that there is more is known. */
    boolean full() {
        return more;
    }

    /** One entry. */
    void add(String line) {
        if (wants()) {
            text.append(line).append('\n');
        }
    }

    /** One matching line with those around it. */
    void add(String name, ContentSearch.Hit hit, int context) {
        if (!wants()) {
            return;
        }
        List<String> lines = hit.lines();
        int first = Math.max(0, hit.index() - context);
        int last = Math.min(lines.size() - 1, hit.index() + context);
        for (int i = first; i <= last; i++) {
            boolean match = i == hit.index();
            char mark = match ? ':' : '-';
            text.append(name).append(mark).append(i + 1).append(mark);
            text.append(clamped(lines.get(i), match ? hit.column() : 0)).append('\n');
        }
        if (context > 0) {
            text.append("--\n");
        }
    }

    private boolean wants() {
        entries++;
        if (entries <= offset) {
            return false;
        }
        if (shown >= limit || text.length() > PAGE_CHARS) {
            more = true;
            return false;
        }
        shown++;
        return true;
    }

    private static String clamped(String line, int column) {
        if (line.length() <= LINE_CHARS) {
            return line;
        }
        int start = column < LINE_CHARS - BEFORE_MATCH ? 0 : column - BEFORE_MATCH;
        int end = Math.min(line.length(), start + LINE_CHARS);
        return (start > 0 ? "…" : "")
                + line.substring(start, end)
                + (end < line.length() ? "… [" + (line.length() - end) + " more characters]" : "");
    }

    String end(String nothing) {
        if (entries == 0) {
            return nothing;
        }
        if (shown == 0) {
            return "(no more: there are only " + entries + ", and offset is " + offset + ")";
        }
        return text
                + (more
                        ? "(there are more; continue with offset=" + (offset + shown) + ")"
                        : "(" + entries + " found)");
    }
}
