package dev.talaria.engine.usage;

import dev.talaria.api.base.Json;
import dev.talaria.api.model.Usage;
import dev.talaria.engine.json.JsonText;
import java.util.Map;

/** Requests and tokens, as a record of the store has them. */
record Counter(long calls, Usage usage) {
    static final Counter ZERO = new Counter(0, Usage.NONE);

    Counter plus(Usage more) {
        return new Counter(calls + 1, usage.plus(more));
    }

    long tokens() {
        return usage.inputTokens() + usage.outputTokens();
    }

    byte[] bytes() {
        return JsonText.bytes(Json.object(
                "calls",
                calls,
                "input",
                usage.inputTokens(),
                "cached",
                usage.cachedInputTokens(),
                "output",
                usage.outputTokens(),
                "cacheWrite",
                usage.cacheWriteTokens(),
                "reasoning",
                usage.reasoningTokens()));
    }

    static Counter of(byte[] bytes) {
        Map<String, Object> fields = JsonText.object(bytes);
        Usage usage = new Usage(
                number(fields, "input"),
                number(fields, "cached"),
                number(fields, "output"),
                number(fields, "cacheWrite"),
                number(fields, "reasoning"));
        return new Counter(number(fields, "calls"), usage);
    }

    private static long number(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof Long number ? number : 0;
    }
}
