package dev.talaria.provider.support;

import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.secret.SecretRef;
import java.util.List;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/** How one endpoint is reached: what the settings of every provider have in common. Immutable and checked. */
public interface Connection {
    ModelEndpoint endpoint();

    /** Among endpoints of one origin, the higher one is chosen first. */
    int ranking();

    HttpUrl baseUrl();

    /** Empty: none is sent. */
    Optional<SecretRef> key();

    /** Sent with every request, besides those of the key and of the dialect; perhaps secret. */
    default Headers headers() {
        return Headers.of();
    }

    Limits limits();

    Dialect dialect();

    /** The address of one of the endpoint's resources; a query of the base URL is kept. */
    default HttpUrl resource(String path) {
        HttpUrl.Builder url = baseUrl().newBuilder();
        List<String> segments = baseUrl().pathSegments();
        if (segments.get(segments.size() - 1).isEmpty()) {
            url.removePathSegment(segments.size() - 1);
        }
        return url.addPathSegments(path).build();
    }
}
