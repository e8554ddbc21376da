package dev.talaria.api.secret;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a secret is, never the secret itself.
 *
 * @param scheme {@code env}, {@code file}, {@code cmd}, {@code store}, or one that a bundle adds
 * @param location the variable's name, an absolute path, a program with its arguments, a name in Talaria's own store; for
 *     other schemes what their source says
 */
public record SecretRef(String scheme, String location) {
    public static final String ENV = "env";
    public static final String FILE = "file";
    public static final String CMD = "cmd";
    public static final String STORE = "store";

    /** A scheme; short and of letters only, so that a pasted {@code user:password} is rarely one. */
    private static final Pattern FORM = Pattern.compile("([a-z]{2,12}):(\\S.*)");

    private static final Set<String> SHOWN = Set.of(ENV, FILE, STORE);

    /**
     * @param text {@code env:NAME}, {@code file:/path}, {@code cmd:PROGRAM ARGS}, {@code store:NAME}, or another scheme's
     * @throws IllegalArgumentException that never repeats the text, since people paste the secret itself
     */
    public static SecretRef parse(String text) {
        var matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a secret is given by reference, as env:NAME, file:/path, store:NAME or"
                    + " cmd:PROGRAM ARGS, never by value");
        }
        return new SecretRef(matcher.group(1), matcher.group(2));
    }

    /** The whole reference, as {@link #parse} takes it; not for people's eyes. */
    public String text() {
        return scheme + ":" + location;
    }

    /**
     * As people may see it: of a command only the program, and of a scheme that is not built in nothing but its name, since
     * people paste secrets in both places.
     */
    @Override
    public String toString() {
        if (SHOWN.contains(scheme)) {
            return text();
        }
        int blank = location.indexOf(' ');
        boolean bare = scheme.equals(CMD) && blank < 0;
        return bare ? text() : scheme + ":" + (scheme.equals(CMD) ? location.substring(0, blank) + " …" : "…");
    }
}
