package dev.talaria.engine.context;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, MARK_CHARS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
