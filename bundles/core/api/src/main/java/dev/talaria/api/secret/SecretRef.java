package dev.talaria.api.secret;

import java.util.regex.Pattern;

/**
 * Where a secret is, never the secret itself.
 *
 * @param scheme {@code env} or {@code file}
 * @param location the variable's name, or an absolute path
 */
public record SecretRef(String scheme, String location) {
    private static final Pattern FORM = Pattern.compile("(env|file):(.+)");

    /**
     * @param text {@code env:NAME} or {@code file:/path}
     * @throws IllegalArgumentException that never repeats the text, since people paste the secret itself
     */
    public static SecretRef parse(String text) {
        var matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a secret is given by reference, as env:NAME or file:/path, never by value");
        }
        return new SecretRef(matcher.group(1), matcher.group(2));
    }

    @Override
    public String toString() {
        return scheme + ":" + location;
    }
}
