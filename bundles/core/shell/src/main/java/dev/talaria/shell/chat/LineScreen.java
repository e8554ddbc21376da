package dev.talaria.shell.chat;

import java.io.PrintStream;
import java.util.List;
import org.jline.utils.AttributedString;

/** A terminal on which a cursor cannot be moved: lines come one after the other. */
final class LineScreen implements ChatScreen {
    private final PrintStream out;
    private final AttributedString mark;
    private final int columns;
    private final int rows;

    LineScreen(PrintStream out, AttributedString mark, int columns, int rows) {
        this.out = out;
        this.mark = mark;
        this.columns = columns;
        this.rows = rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public boolean echoes() {
        return true;
    }

    @Override
    public void draw(List<AttributedString> staying, List<AttributedString> above, AttributedString below) {
        staying.forEach(line -> out.println(line.toString().stripTrailing()));
        out.flush();
    }

    @Override
    public void ready() {
        out.print(mark);
        out.flush();
    }
}
