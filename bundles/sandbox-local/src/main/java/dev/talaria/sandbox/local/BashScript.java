package dev.talaria.sandbox.local;

import java.nio.charset.StandardCharsets;

/** A script as an argument of {@code bash -c}. */
final class BashScript {
    private BashScript() {}

    /**
     * The script itself if it is ASCII. Otherwise ASCII that evaluates to it: the JDK encodes arguments in the host's
     * character set, which outside a UTF-8 locale turns everything else into question marks.
     */
    static String argument(String script) {
        return script.chars().allMatch(c -> c < 0x80) ? script : "eval $'" + escaped(script) + "'";
    }

    private static String escaped(String script) {
        StringBuilder result = new StringBuilder(script.length() * 2);
        for (byte b : script.getBytes(StandardCharsets.UTF_8)) {
            if (b == '\'' || b == '\\') {
                result.append('\\').append((char) b);
            } else if (b >= 0) {
                result.append((char) b);
            } else {
                result.append(String.format("\\x%02x", b & 0xff));
            }
        }
        return result.toString();
    }
}
