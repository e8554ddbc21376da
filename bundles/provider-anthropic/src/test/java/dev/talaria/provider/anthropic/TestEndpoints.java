package dev.talaria.provider.anthropic;

import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.secret.SecretRef;
import dev.talaria.api.secret.Secrets;
import dev.talaria.provider.support.Limits;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Settings and secrets for tests. */
final class TestEndpoints {
    static final String KEY = "sk-ant-very-secret-key";
    static final SecretRef KEY_REF = new SecretRef("env", "TEST_KEY");
    static final Secrets SECRETS = ref -> ref.equals(KEY_REF) ? Optional.of(KEY) : Optional.empty();
    static final Limits LIMITS =
            new Limits(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(20), 1L << 20, 4L << 20);

    private TestEndpoints() {}

    static EndpointSettings settings(String baseUrl) {
        return settings(baseUrl, LIMITS);
    }

    static EndpointSettings settings(String baseUrl, Limits limits) {
        return settings(baseUrl, limits, ThinkingSettings.OFF, CacheTtl.FIVE_MINUTES);
    }

    static EndpointSettings settings(String baseUrl, Limits limits, ThinkingSettings thinking, CacheTtl cacheTtl) {
        return new EndpointSettings(
                new ModelEndpoint("test", Origin.CONFIGURED, baseUrl, ""),
                0,
                HttpUrl.get(baseUrl),
                Optional.of(KEY_REF),
                limits,
                "scripted-1",
                16_384,
                thinking,
                cacheTtl,
                8L << 20);
    }
}
