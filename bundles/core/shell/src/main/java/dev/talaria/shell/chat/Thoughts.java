package dev.talaria.shell.chat;

import dev.talaria.shell.text.Printable;
import org.jline.utils.AttributedString;

/** What the model thinks, as one line while it does and one when it has. */
final class Thoughts {
    private static final int SHOWN_CHARS = 400;

    private final Palette palette;
    private final StringBuilder end = new StringBuilder();
    private long begun;
    private boolean running;

    Thoughts(Palette palette) {
        this.palette = palette;
    }

    void add(String delta, long nanoTime) {
        if (!running) {
            running = true;
            begun = nanoTime;
            end.setLength(0);
        }
        end.append(delta);
        if (end.length() > 2 * SHOWN_CHARS) {
            end.delete(0, end.length() - SHOWN_CHARS);
        }
    }

    boolean running() {
        return running;
    }

    AttributedString line(int columns, long nanoTime) {
        String shown = palette.sign("\u00b7 ", "") + "thinking " + Palette.clock(seconds(nanoTime)) + "  ";
        int room = Math.max(0, columns - Palette.width(shown));
        String words = Printable.of(end.toString()).replaceAll("\\s+", " ").strip();
        while (Palette.width(words) > room) {
            words = words.substring(words.offsetByCodePoints(0, 1));
        }
        return new AttributedString(palette.cut(shown + words, columns), palette.dim());
    }

    /** They have ended. @return the line that stays */
    AttributedString end(int columns, long nanoTime) {
        running = false;
        String line = "thought for " + seconds(nanoTime) + " s   /show thoughts opens it";
        return new AttributedString(palette.cut(palette.sign("\u00b7 ", "") + line, columns), palette.dim());
    }

    private long seconds(long nanoTime) {
        return (nanoTime - begun) / 1_000_000_000L;
    }
}
