package dev.talaria.provider.support;

import dev.talaria.api.model.ModelException.Reason;
import java.util.Optional;
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

    /** What people can do about an error, where that is more than its reason tells; the parameters are as above. */
    default Optional<String> remedy(int status, String body) {
        return Optional.empty();
    }
}
