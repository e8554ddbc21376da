package dev.talaria.provider.support;

import dev.talaria.api.secret.SecretRef;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Checks values of configurations. Its exceptions name the key that is wrong, and never repeat a secret. */
public final class SettingValues {
    private SettingValues() {}

    /** @param text null where the configuration has no such key */
    public static String required(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text.strip();
    }

    /** @param text null where the configuration has no such key */
    public static HttpUrl url(String name, @Nullable String text) {
        HttpUrl url = HttpUrl.parse(required(name, text));
        if (url == null) {
            throw new IllegalArgumentException(name + " is no http or https URL");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException(name + " must not carry a user or password; use apiKey");
        }
        return url;
    }

    /** A reference to a secret; empty if the text is. */
    public static Optional<SecretRef> secret(String name, String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(SecretRef.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /** The URL as people may see it: a query could hold a secret. */
    public static String shown(HttpUrl url) {
        String text = url.newBuilder().query(null).fragment(null).build().toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
