package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.Cost;
import dev.talaria.api.model.Usage;
import dev.talaria.provider.support.WireJson;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What an endpoint says that a reply used.
 *
 * @param cost where the endpoint says that too
 */
record ReplyUsage(Usage tokens, Optional<Cost> cost) {
    static final ReplyUsage NONE = new ReplyUsage(Usage.NONE, Optional.empty());

    static ReplyUsage of(JsonNode usage, Preset preset) {
        return new ReplyUsage(tokens(usage), preset.routes() ? cost(usage, preset) : Optional.empty());
    }

    /** The response with these figures. */
    ChatResponse in(ChatResponse response) {
        return new ChatResponse(response.message(), response.finish(), tokens, response.model(), cost);
    }

    private static Usage tokens(JsonNode usage) {
        JsonNode prompt = usage.path("prompt_tokens_details");
        long cached = WireJson.count(prompt, "cached_tokens");
        return new Usage(
                WireJson.count(usage, "prompt_tokens"),
                // The other is DeepSeek's name.
                cached > 0 ? cached : WireJson.count(usage, "prompt_cache_hit_tokens"),
                WireJson.count(usage, "completion_tokens"),
                WireJson.count(prompt, "cache_write_tokens"),
                WireJson.count(usage.path("completion_tokens_details"), "reasoning_tokens"));
    }

    /** With a key of one's own, the provider bills its part itself, and {@code cost} is OpenRouter's fee alone. */
    private static Optional<Cost> cost(JsonNode usage, Preset preset) {
        Optional<BigDecimal> billed = Dollars.of(usage, "cost");
        Optional<BigDecimal> elsewhere = usage.path("is_byok").booleanValue()
                ? Dollars.of(usage.path("cost_details"), "upstream_inference_cost")
                : Optional.of(BigDecimal.ZERO);
        return billed.flatMap(fee -> elsewhere.map(fee::add))
                .map(usd -> new Cost(usd, preset.id(), LocalDate.now(ZoneOffset.UTC)));
    }
}
