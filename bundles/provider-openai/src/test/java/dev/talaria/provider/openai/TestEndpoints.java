package dev.talaria.provider.openai;

import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.secret.SecretRef;
import dev.talaria.api.secret.Secrets;
import dev.talaria.provider.support.Limits;
import dev.talaria.testkit.model.ScriptedModelServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/** Settings and secrets for tests. */
final class TestEndpoints {
    static final String KEY = "sk-very-secret-key";
    static final SecretRef KEY_REF = new SecretRef("env", "TEST_KEY");
    static final Secrets SECRETS = ref -> ref.equals(KEY_REF) ? Optional.of(KEY) : Optional.empty();
    static final Limits LIMITS =
            new Limits(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(20), 1L << 20, 4L << 20);

    private TestEndpoints() {}

    static EndpointSettings settings(ScriptedModelServer server) {
        return settings(server.baseUrl(), LIMITS);
    }

    static EndpointSettings settings(String baseUrl, Limits limits) {
        return settings(baseUrl, limits, WireApi.AUTO);
    }

    static EndpointSettings settings(String baseUrl, Limits limits, WireApi api) {
        return new EndpointSettings(
                new ModelEndpoint("test", Origin.CONFIGURED, baseUrl, ""),
                0,
                HttpUrl.get(baseUrl),
                Optional.of(KEY_REF),
                RequestOptions.defaults(Preset.NONE),
                Headers.of(),
                List.of(),
                "scripted-1",
                limits,
                api);
    }
}
