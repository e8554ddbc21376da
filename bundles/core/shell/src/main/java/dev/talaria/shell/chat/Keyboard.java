package dev.talaria.shell.chat;

import java.util.List;
import org.jline.utils.AttributedString;

/** Where the person types. */
interface Keyboard {
    /** What is typed and not said yet. */
    String typed();

    void clearTyped();

    /** Puts text into an empty line, to be changed and said. */
    void offer(String text);

    /** Shows lines page by page if there is a pager here; only while a line is being said. @return whether there is one */
    boolean page(String title, List<AttributedString> lines);

    /** Clears what can be seen. */
    void clear();

    /** Ends the chat. */
    void leave();
}
