package dev.talaria.shell.chat;

import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/** A terminal that can be drawn upon: what changes stands around the line that is typed. */
final class LiveScreen implements ChatScreen {
    private final Terminal terminal;
    private final ChatReader reader;
    private final boolean changes;

    /** @param changes false for whoever hears the screen: then only what stays is drawn */
    LiveScreen(Terminal terminal, ChatReader reader, boolean changes) {
        this.terminal = terminal;
        this.reader = reader;
        this.changes = changes;
    }

    @Override
    public int columns() {
        return terminal.getWidth();
    }

    @Override
    public int rows() {
        return terminal.getHeight();
    }

    @Override
    public boolean changes() {
        return changes;
    }

    @Override
    public void draw(List<AttributedString> staying, List<AttributedString> above, AttributedString below) {
        List<AttributedString> shown = changes ? above : List.of();
        AttributedString status = changes ? below : AttributedString.EMPTY;
        if (staying.isEmpty()) {
            reader.show(shown, status);
        } else {
            reader.commit(staying, shown, status);
        }
    }
}
