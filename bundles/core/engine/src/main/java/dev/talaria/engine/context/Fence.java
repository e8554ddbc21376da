package dev.talaria.engine.context;

import dev.talaria.api.base.Blob;

/** Marks where foreign text begins and ends. The mark is a hash of the text, which cannot contain its own end. */
public final class Fence {
    private static final int MARK_CHARS = 12;

    private Fence() {}

    /** @param name what the text is, one word */
    public static String around(String name, String text) {
        String mark = mark(text);
        return "<<" + name + " " + mark + "\n" + text + "\n" + mark + " " + name + ">>";
    }

    private static String mark(String text) {
        return Blob.sha256(text).substring(0, MARK_CHARS);
    }
}
