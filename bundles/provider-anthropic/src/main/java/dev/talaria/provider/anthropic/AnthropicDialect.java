package dev.talaria.provider.anthropic;

import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.provider.support.Dialect;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.Request;

/** The Anthropic Messages API, in the one version that it has had so far. */
final class AnthropicDialect implements Dialect {
    static final AnthropicDialect INSTANCE = new AnthropicDialect();

    private static final Headers VERSION = Headers.of("anthropic-version", "2023-06-01");

    private AnthropicDialect() {}

    @Override
    public String name() {
        return "the Anthropic Messages API";
    }

    @Override
    public Headers headers() {
        return VERSION;
    }

    @Override
    public void authorize(Request.Builder request, String key) {
        request.header("x-api-key", key);
    }

    @Override
    public Reason classify(int status, String body) {
        return ErrorRules.classify(status, body);
    }

    @Override
    public Optional<String> remedy(int status, String body) {
        return ErrorRules.remedy(status, body);
    }
}
