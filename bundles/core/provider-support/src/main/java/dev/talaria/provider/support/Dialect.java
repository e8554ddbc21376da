package dev.talaria.provider.support;

import dev.talaria.api.model.ModelException.Reason;
import okhttp3.Headers;
import okhttp3.Request;

/** In what the protocols of providers differ before any reply is read. */
public interface Dialect {
    /** What people call the protocol. */
    String name();

    /** What the protocol wants with every request; no secrets. */
    default Headers headers() {
        return Headers.of();
    }

    /** @throws IllegalArgumentException if no header can carry the key */
    void authorize(Request.Builder request, String key);

    /**
     * What an error means.
     *
     * @param status of HTTP
     * @param body whatever came with it
     */
    Reason classify(int status, String body);
}
