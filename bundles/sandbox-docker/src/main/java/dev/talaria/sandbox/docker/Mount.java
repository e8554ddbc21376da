package dev.talaria.sandbox.docker;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something of outside that is seen inside.
 *
 * @param source an absolute path of the daemon's host, or the name of a volume
 * @param inside an absolute path
 */
record Mount(String source, String inside, boolean readOnly) {
    private static final Pattern TEXT = Pattern.compile("([^:]+):(/[^:]*)(:ro|:rw)?");

    /** @param text {@code source:/inside}, {@code :ro} after it if nothing may be written */
    static Optional<Mount> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new Mount(parts.group(1), parts.group(2), ":ro".equals(parts.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return source + ":" + inside + (readOnly ? ":ro" : "");
    }
}
