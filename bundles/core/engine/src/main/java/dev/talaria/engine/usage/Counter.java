package dev.talaria.engine.usage;

import dev.talaria.api.base.Json;
import dev.talaria.api.model.Cost;
import dev.talaria.api.model.Usage;
import dev.talaria.engine.json.JsonText;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Requests, tokens and money, as a record of the store has them.
 *
 * @param unpriced the calls whose price was not known
 * @param sources who said the prices, and of which day
 */
record Counter(long calls, Usage usage, BigDecimal usd, long unpriced, List<String> sources) {
    static final Counter ZERO = new Counter(0, Usage.NONE, BigDecimal.ZERO, 0, List.of());
    /** Prices change rarely; beyond this, the newest are not named. */
    private static final int MOST_SOURCES = 8;

    Counter plus(Usage more, Optional<Cost> cost) {
        return new Counter(
                calls + 1,
                usage.plus(more),
                usd.add(cost.map(Cost::usd).orElse(BigDecimal.ZERO)),
                unpriced + (cost.isPresent() ? 0 : 1),
                cost.map(said -> with(said.source() + ", " + said.asOf())).orElse(sources));
    }

    private List<String> with(String source) {
        if (sources.contains(source) || sources.size() >= MOST_SOURCES) {
            return sources;
        }
        Collection<String> all = new TreeSet<>(sources);
        all.add(source);
        return List.copyOf(all);
    }

    Spent spent() {
        return Spent.of(usage, usd);
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
                usage.reasoningTokens(),
                "usd",
                usd.stripTrailingZeros().toPlainString(),
                "unpriced",
                unpriced,
                "prices",
                sources));
    }

    static Counter of(byte[] bytes) {
        Map<String, Object> fields = JsonText.object(bytes);
        Usage usage = new Usage(
                number(fields, "input"),
                number(fields, "cached"),
                number(fields, "output"),
                number(fields, "cacheWrite"),
                number(fields, "reasoning"));
        return new Counter(
                number(fields, "calls"),
                usage,
                fields.get("usd") instanceof String text ? new BigDecimal(text) : BigDecimal.ZERO,
                number(fields, "unpriced"),
                fields.get("prices") instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : List.of());
    }

    private static long number(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof Long number ? number : 0;
    }
}
