package dev.talaria.engine.model;

import dev.talaria.engine.text.KeyedLine;
import java.util.List;

/**
 * What one endpoint may be asked.
 *
 * @param concurrent requests at a time
 * @param requestsPerMinute in any sixty seconds; 0 is no limit
 * @param tokensPerMinute the same, sent and received
 */
record LaneLimits(int concurrent, long requestsPerMinute, long tokensPerMinute) {
    static final List<String> KEYS = List.of("concurrent", "requestsPerMinute", "tokensPerMinute");

    /** Those of an endpoint by the operator's lines. */
    static LaneLimits of(List<KeyedLine> lines, String endpoint, int concurrent) {
        long own = count(lines, endpoint, "concurrent");
        return new LaneLimits(
                own > 0 ? (int) Math.min(own, Integer.MAX_VALUE) : concurrent,
                count(lines, endpoint, "requestsPerMinute"),
                count(lines, endpoint, "tokensPerMinute"));
    }

    boolean limitsRate() {
        return requestsPerMinute > 0 || tokensPerMinute > 0;
    }

    private static long count(List<KeyedLine> lines, String endpoint, String key) {
        return KeyedLine.first(lines, endpoint, key)
                .map(line -> line.count(key))
                .orElse(0L);
    }
}
