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
 * @param options of requests for chat
 * @param models to offer; empty: ask the endpoint
 * @param defaultModel empty: the first of the models
 */
record EndpointSettings(
        ModelEndpoint endpoint,
        int ranking,
        HttpUrl baseUrl,
        Optional<SecretRef> key,
        RequestOptions options,
        Headers headers,
        List<String> models,
        String defaultModel,
        Limits limits,
        WireApi api)
        implements Connection {

    /** @throws IllegalArgumentException naming the key that is wrong, and never a secret */
    static EndpointSettings of(EndpointConfig config) {
        Preset named = Preset.of(config.preset());
        HttpUrl baseUrl = baseUrl(config.baseUrl(), named);
        Preset preset = named == Preset.NONE ? Preset.at(baseUrl) : named;
        return new EndpointSettings(
                new ModelEndpoint(
                        SettingValues.required("name", config.name()),
                        Origin.CONFIGURED,
                        SettingValues.shown(baseUrl),
                        ""),
                config.service_ranking(),
                baseUrl,
                SettingValues.secret("apiKey", config.apiKey()).or(() -> defaultKey(preset, baseUrl)),
                RequestOptions.of(config, preset),
                parseHeaders(config.headers()),
                filled(config.models()),
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
                RequestOptions.defaults(Preset.at(baseUrl)),
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

    /** The words of a list; a configuration that knows no lists has them in one text, with commas between. */
    static List<String> filled(String[] texts) {
        return Stream.of(texts)
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static HttpUrl baseUrl(String configured, Preset preset) {
        if (configured.isBlank() && preset == Preset.NONE) {
            throw new IllegalArgumentException(
                    "baseUrl is missing; a preset would give one: preset = " + Preset.names());
        }
        return SettingValues.url("baseUrl", configured.isBlank() ? preset.baseUrl() : configured);
    }

    /** A key that is there for a service goes to nobody else, whatever the base URL. */
    private static Optional<SecretRef> defaultKey(Preset preset, HttpUrl baseUrl) {
        return preset.owns(baseUrl) ? Optional.of(new SecretRef("env", preset.keyVariable())) : Optional.empty();
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
