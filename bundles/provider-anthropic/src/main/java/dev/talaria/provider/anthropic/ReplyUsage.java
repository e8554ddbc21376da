package dev.talaria.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.model.Usage;
import dev.talaria.provider.support.WireJson;

/**
 * Counts the tokens of one reply. The figures come several times and are cumulative, and a later report may leave out
 * what an earlier one had: the largest of each counts. What was read from the cache or written to it is not part of
 * {@code input_tokens}.
 */
final class ReplyUsage {
    private long input;
    private long cacheRead;
    private long cacheWritten;
    private long output;

    void accept(JsonNode usage) {
        input = Math.max(input, WireJson.count(usage, "input_tokens"));
        cacheRead = Math.max(cacheRead, WireJson.count(usage, "cache_read_input_tokens"));
        cacheWritten = Math.max(cacheWritten, WireJson.count(usage, "cache_creation_input_tokens"));
        output = Math.max(output, WireJson.count(usage, "output_tokens"));
    }

    Usage total() {
        return new Usage(input + cacheRead + cacheWritten, cacheRead, output, cacheWritten, 0);
    }
}
