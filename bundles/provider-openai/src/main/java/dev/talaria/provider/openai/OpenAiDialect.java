package dev.talaria.provider.openai;

import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.provider.support.Dialect;
import java.util.Optional;
import okhttp3.Request;

/** OpenAI's API, as everybody speaks it. */
final class OpenAiDialect implements Dialect {
    static final OpenAiDialect INSTANCE = new OpenAiDialect();

    private OpenAiDialect() {}

    @Override
    public String name() {
        return "OpenAI's API";
    }

    @Override
    public void authorize(Request.Builder request, String key) {
        request.header("Authorization", "Bearer " + key);
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
