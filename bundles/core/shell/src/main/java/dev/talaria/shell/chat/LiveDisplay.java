package dev.talaria.shell.chat;

import java.util.Collections;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/** JLine's display, which also knows where it has drawn when the terminal changes its size. */
final class LiveDisplay extends Display {
    private static final int UNKNOWN = 0;

    LiveDisplay(Terminal terminal, int rows, int columns) {
        super(terminal, false);
        resize(rows, columns);
    }

    /**
     * Screen rows between the first line drawn and the cursor, once a terminal of another width has wrapped the lines
     * anew, as all do but the oldest.
     */
    int rowsAboveCursor(int newColumns) {
        if (newColumns == UNKNOWN) {
            return 0;
        }
        int row = cursorPos / columns1;
        int rows = cursorPos % columns1 / newColumns;
        List<AttributedString> drawn = oldLines;
        for (int line = 0; line < row && line < drawn.size(); line++) {
            rows += Math.max(1, (drawn.get(line).columnLength() + newColumns - 1) / newColumns);
        }
        return rows;
    }

    /** Nothing is drawn, and the cursor is where the first line begins. */
    void restart() {
        oldLines = Collections.emptyList();
        cursorPos = 0;
    }
}
