package dev.talaria.client;

import java.io.InputStream;
import java.io.OutputStream;

/** The terminal, or what stands in for it, that the client carries to the instance. */
interface Terminal {
    InputStream input();

    OutputStream output();

    OutputStream error();

    /** Passes every key on unseen, or sets the terminal as it was before the first such call. Does nothing if it is so. */
    void raw(boolean on);

    /** Runs {@code action}, on any thread, whenever the size changes. */
    void onResize(Runnable action);

    /** The size of now. */
    TerminalSize size();
}
