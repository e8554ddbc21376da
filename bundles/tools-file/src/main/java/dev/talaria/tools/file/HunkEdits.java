package dev.talaria.tools.file;

import java.util.ArrayList;
import java.util.List;

/** Edits for a hunk whose place is known. Context lines stay as the file has them. */
final class HunkEdits {
    private final Lines lines;
    private final String text;
    private final Hunk hunk;
    private final Indentation indentation;
    private final int start;
    private final List<String> added = new ArrayList<>();
    private int at;
    private int removedFrom;

    HunkEdits(Lines lines, String text, int start, Hunk hunk) {
        this.lines = lines;
        this.text = text;
        this.hunk = hunk;
        this.start = start;
        this.at = start;
        this.removedFrom = start;
        List<String> before = hunk.before();
        this.indentation = new Indentation(before, lines.all().subList(start, start + before.size()));
    }

    void addTo(List<Edit> edits) {
        for (Hunk.Line line : hunk.lines()) {
            switch (line.mark()) {
                case ADDED -> added.add(indentation.line(line.text(), removedFrom - start + added.size()));
                case REMOVED -> at++;
                case CONTEXT -> {
                    flush(edits);
                    at++;
                    removedFrom = at;
                }
            }
        }
        flush(edits);
    }

    /** What was removed and added since the last context line. */
    private void flush(List<Edit> edits) {
        String block = String.join("\n", added);
        if (at > removedFrom && !added.isEmpty()) {
            edits.add(new Edit(lines.start(removedFrom), lines.end(at - 1), block));
        } else if (at > removedFrom) {
            edits.add(new Edit(lines.start(removedFrom), lines.start(at), ""));
        } else if (!added.isEmpty()) {
            boolean afterOpenEnd = at == lines.count() && !text.isEmpty() && !text.endsWith("\n");
            edits.add(new Edit(lines.start(at), lines.start(at), afterOpenEnd ? "\n" + block : block + "\n"));
        }
        added.clear();
        removedFrom = at;
    }
}
