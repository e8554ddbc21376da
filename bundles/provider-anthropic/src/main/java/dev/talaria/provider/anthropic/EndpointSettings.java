package dev.talaria.provider.anthropic;

import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.secret.SecretRef;
import dev.talaria.provider.support.Connection;
import dev.talaria.provider.support.Dialect;
import dev.talaria.provider.support.Limits;
import dev.talaria.provider.support.SettingValues;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Everything known of one endpoint, checked.
 *
 * @param defaultModel empty: the first that the endpoint lists
 * @param maxImageBytes of all pictures of a request together, before they are encoded
 */
record EndpointSettings(
        ModelEndpoint endpoint,
        int ranking,
        HttpUrl baseUrl,
        Optional<SecretRef> key,
        Limits limits,
        String defaultModel,
        long maxOutputTokens,
        ThinkingSettings thinking,
        CacheTtl cacheTtl,
        long maxImageBytes)
        implements Connection {
    static final long DEFAULT_OUTPUT_TOKENS = 16_384;
    static final long DEFAULT_IMAGE_BYTES = 20L << 20;

    private static final String VERSION = "v1";

    EndpointSettings {
        if (thinking.budgetTokens() >= maxOutputTokens) {
            throw new IllegalArgumentException("thinkingBudgetTokens is " + thinking.budgetTokens()
                    + "; it must be less than maxOutputTokens, " + maxOutputTokens);
        }
    }

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
                Limits.of(
                        config.connectTimeoutSeconds(),
                        config.idleTimeoutSeconds(),
                        config.totalTimeoutSeconds(),
                        config.maxLineKilobytes(),
                        config.maxReplyMegabytes()),
                config.defaultModel().strip(),
                Limits.positive("maxOutputTokens", config.maxOutputTokens()),
                ThinkingSettings.of(config),
                CacheTtl.parse("cacheTtl", config.cacheTtl()),
                Limits.positive("maxImageMegabytes", config.maxImageMegabytes()) << 20);
    }

    /** An endpoint found in the environment. */
    static EndpointSettings found(String name, int ranking, HttpUrl baseUrl, SecretRef key, String defaultModel) {
        return new EndpointSettings(
                new ModelEndpoint(name, Origin.ENVIRONMENT, SettingValues.shown(baseUrl), ""),
                ranking,
                baseUrl,
                Optional.of(key),
                Limits.DEFAULT,
                defaultModel,
                DEFAULT_OUTPUT_TOKENS,
                ThinkingSettings.OFF,
                CacheTtl.FIVE_MINUTES,
                DEFAULT_IMAGE_BYTES);
    }

    @Override
    public Dialect dialect() {
        return AnthropicDialect.INSTANCE;
    }

    /** Base URLs of this protocol end before the version; those of others with it, and people write either. */
    @Override
    public HttpUrl resource(String path) {
        List<String> segments = baseUrl.pathSegments().stream()
                .filter(segment -> !segment.isEmpty())
                .toList();
        boolean versioned =
                !segments.isEmpty() && segments.get(segments.size() - 1).equals(VERSION);
        return Connection.super.resource(versioned ? path : VERSION + "/" + path);
    }
}
