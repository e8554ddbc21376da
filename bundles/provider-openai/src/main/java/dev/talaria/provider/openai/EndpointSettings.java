package dev.talaria.provider.openai;

import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.secret.SecretRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Everything known of one endpoint, checked.
 *
 * @param models to offer; empty: ask the endpoint
 * @param defaultModel empty: the first of the models
 */
record EndpointSettings(
        ModelEndpoint endpoint,
        int ranking,
        HttpUrl baseUrl,
        Optional<SecretRef> key,
        Headers headers,
        List<String> models,
        String defaultModel,
        Limits limits) {

    /** @throws IllegalArgumentException naming the key that is wrong, and never a secret */
    static EndpointSettings of(EndpointConfig config) {
        HttpUrl baseUrl = parseUrl("baseUrl", config.baseUrl());
        return new EndpointSettings(
                new ModelEndpoint(required("name", config.name()), Origin.CONFIGURED, shown(baseUrl), ""),
                config.service_ranking(),
                baseUrl,
                parseKey(config.apiKey()),
                parseHeaders(config.headers()),
                Stream.of(config.models())
                        .map(String::strip)
                        .filter(model -> !model.isEmpty())
                        .toList(),
                config.defaultModel().strip(),
                Limits.of(config));
    }

    /** An endpoint found in the environment. */
    static EndpointSettings found(
            String name, int ranking, HttpUrl baseUrl, Optional<SecretRef> key, String defaultModel) {
        return new EndpointSettings(
                new ModelEndpoint(name, Origin.ENVIRONMENT, shown(baseUrl), ""),
                ranking,
                baseUrl,
                key,
                Headers.of(),
                List.of(),
                defaultModel,
                Limits.DEFAULT);
    }

    static HttpUrl parseUrl(String name, @Nullable String text) {
        HttpUrl url = HttpUrl.parse(required(name, text));
        if (url == null) {
            throw new IllegalArgumentException(name + " is no http or https URL");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException(name + " must not carry a user or password; use apiKey");
        }
        return url;
    }

    /** The address of one of the endpoint's resources; a query of the base URL is kept. */
    HttpUrl resource(String path) {
        HttpUrl.Builder url = baseUrl.newBuilder();
        List<String> segments = baseUrl.pathSegments();
        if (segments.get(segments.size() - 1).isEmpty()) {
            url.removePathSegment(segments.size() - 1);
        }
        return url.addPathSegments(path).build();
    }

    private static String shown(HttpUrl url) {
        String text = url.newBuilder().query(null).fragment(null).build().toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static Optional<SecretRef> parseKey(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(SecretRef.parse(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("apiKey: " + e.getMessage(), e);
        }
    }

    private static Headers parseHeaders(String[] lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon <= 0) {
                throw new IllegalArgumentException("headers: entry " + (i + 1) + " is not 'Name: value'");
            }
            headers.put(
                    lines[i].substring(0, colon).strip(),
                    lines[i].substring(colon + 1).strip());
        }
        try {
            return Headers.of(headers);
        } catch (IllegalArgumentException e) {
            // Its message may repeat a value.
            throw new IllegalArgumentException("headers: a name or value has characters that no header can carry");
        }
    }

    /** @param text null where the configuration has no such key */
    private static String required(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text.strip();
    }
}
