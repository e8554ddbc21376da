package dev.talaria.provider.openai;

import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.secret.SecretRef;
import dev.talaria.provider.support.Connection;
import dev.talaria.provider.support.Dialect;
import dev.talaria.provider.support.Limits;
import dev.talaria.provider.support.SettingValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.Headers;
import okhttp3.HttpUrl;

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
        Limits limits,
        WireApi api)
        implements Connection {

    /** @throws IllegalArgumentException naming the key that is wrong, and never a secret */
    static EndpointSettings of(EndpointConfig config) {
        HttpUrl baseUrl = SettingValues.url("baseUrl", config.baseUrl());
        return new EndpointSettings(
                new ModelEndpoint(
                        SettingValues.required("name", config.name()),
                        Origin.CONFIGURED,
                        SettingValues.shown(baseUrl),
                        ""),
                config.service_ranking(),
                baseUrl,
                SettingValues.secret("apiKey", config.apiKey()),
                parseHeaders(config.headers()),
                Stream.of(config.models())
                        .map(String::strip)
                        .filter(model -> !model.isEmpty())
                        .toList(),
                config.defaultModel().strip(),
                Limits.of(
                        config.connectTimeoutSeconds(),
                        config.idleTimeoutSeconds(),
                        config.totalTimeoutSeconds(),
                        config.maxLineKilobytes(),
                        config.maxReplyMegabytes()),
                WireApi.of(config.api()));
    }

    /** An endpoint found in the environment. */
    static EndpointSettings found(
            String name, int ranking, HttpUrl baseUrl, Optional<SecretRef> key, String defaultModel) {
        return new EndpointSettings(
                new ModelEndpoint(name, Origin.ENVIRONMENT, SettingValues.shown(baseUrl), ""),
                ranking,
                baseUrl,
                key,
                Headers.of(),
                List.of(),
                defaultModel,
                Limits.DEFAULT,
                WireApi.AUTO);
    }

    @Override
    public Dialect dialect() {
        return OpenAiDialect.INSTANCE;
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
}
