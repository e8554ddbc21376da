package dev.talaria.shell.chat;

import java.util.Collections;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/** JLine's display, which also knows where it has drawn when the terminal changes its size. */
final class LiveDisplay extends Display {
    private static final int UNKNOWN = 0;
    private static final String WRAP_OFF = "\u001b[?7l";
    private static final String WRAP_ON = "\u001b[?7h";

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

    /**
     * Some terminals remember how wide a row once was when they wrap rows anew, though its end was cleared. So a line that
     * becomes shorter, or stands where another was, is drawn on rows that were cleared as a whole.
     */
    @Override
    public void update(List<AttributedString> newLines, int cursor, boolean flush) {
        if (!oldLines.isEmpty() && isSmaller(newLines)) {
            erase();
        }
        if (wraps(newLines)) {
            super.update(newLines, cursor, flush);
            return;
        }
        // Until it is known that the terminal has become narrower, a line that wraps would stand on a row more.
        terminal.writer().write(WRAP_OFF);
        super.update(newLines, cursor, false);
        terminal.writer().write(WRAP_ON);
        if (flush) {
            terminal.flush();
        }
    }

    /** Whether a line goes on in the next row. */
    private static boolean wraps(List<AttributedString> lines) {
        for (int i = 0; i < lines.size() - 1; i++) {
            String line = lines.get(i).toString();
            if (!line.endsWith("\n")) {
                return true;
            }
        }
        return false;
    }

    /** Moves the rest of the row, all of which a terminal may remember as written; it is written again instead. */
    @Override
    protected boolean insertChars(int count) {
        return false;
    }

    @Override
    protected boolean deleteChars(int count) {
        return false;
    }

    private boolean isSmaller(List<AttributedString> newLines) {
        if (newLines.size() != oldLines.size()) {
            return true;
        }
        for (int i = 0; i < newLines.size(); i++) {
            if (newLines.get(i).columnLength() < oldLines.get(i).columnLength()) {
                return true;
            }
        }
        return false;
    }

    /** Clears all that was drawn; the cursor is where its first line began. */
    private void erase() {
        moveVisualCursorTo(0);
        terminal.puts(Capability.carriage_return);
        terminal.puts(Capability.clr_eos);
        restart();
    }

    /** Nothing is drawn, and the cursor is where the first line begins. */
    void restart() {
        oldLines = Collections.emptyList();
        cursorPos = 0;
    }
}
