package dev.talaria.sandbox.modal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name of a sandbox at Modal: letters, digits, dots, hyphens and underscores, fewer than 64. */
final class SandboxName {
    private static final int LONGEST_PART = 28;
    private static final int DIGEST_DIGITS = 8;

    private SandboxName() {}

    /** Another one for each id of each instance. */
    static String of(String instance, String id) {
        String shown = id.replaceAll("[^A-Za-z0-9._-]", "-");
        return "talaria-" + instance + "-" + shown.substring(0, Math.min(shown.length(), LONGEST_PART)) + "-"
                + digest(id.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST_DIGITS);
    }

    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
