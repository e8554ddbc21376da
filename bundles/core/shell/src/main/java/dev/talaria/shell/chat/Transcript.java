package dev.talaria.shell.chat;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** The lines that stay, in their order, with one empty line between what is of different kinds. */
final class Transcript {
    /** What follows its like without an empty line between. */
    enum Kind {
        NOTHING,
        SAID,
        REPLY,
        CALLS,
        NOTE
    }

    private final List<AttributedString> fresh = new ArrayList<>();
    private Kind last = Kind.NOTHING;

    void add(Kind kind, List<AttributedString> lines) {
        if (lines.isEmpty()) {
            return;
        }
        if (isApart(kind)) {
            fresh.add(AttributedString.EMPTY);
        }
        fresh.addAll(lines);
        last = kind;
    }

    /** Whether an empty line belongs between what is there and something of a kind. */
    boolean isApart(Kind kind) {
        return last != Kind.NOTHING && (last != kind || kind == Kind.SAID);
    }

    /** The next thing is apart from what is there, whatever its kind. */
    void part() {
        if (last != Kind.NOTHING) {
            last = Kind.SAID;
        }
    }

    /** What was added since it was asked last. */
    List<AttributedString> take() {
        List<AttributedString> lines = List.copyOf(fresh);
        fresh.clear();
        return lines;
    }
}
