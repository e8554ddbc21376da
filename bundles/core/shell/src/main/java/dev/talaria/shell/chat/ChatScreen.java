package dev.talaria.shell.chat;

import java.util.List;
import org.jline.utils.AttributedString;

/** What the chat is drawn on. Used by the painter's thread. */
interface ChatScreen {
    int columns();

    int rows();

    /** Whether a part of it can change after it was drawn. If not, only what stays is drawn. */
    boolean changes();

    /** Whether the terminal itself has shown what was typed, for good. */
    default boolean echoes() {
        return false;
    }

    /**
     * Draws.
     *
     * @param staying lines that are new and stay, none wider than the screen
     * @param above what stands between them and the line that is typed, and may change
     * @param below the status
     */
    void draw(List<AttributedString> staying, List<AttributedString> above, AttributedString below);

    /** The person can go on. */
    default void ready() {}
}
