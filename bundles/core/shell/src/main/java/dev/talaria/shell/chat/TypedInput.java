package dev.talaria.shell.chat;

import java.io.IOException;

/** A keyboard that is read until the person leaves. */
interface TypedInput extends Keyboard {
    /** Gives the chat each line. Returns when the person has left, or the terminal is gone. */
    void readAll(Chat chat) throws IOException;
}
