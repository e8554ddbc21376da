package dev.talaria.commands;

import dev.talaria.api.context.ContextUsage;
import dev.talaria.api.usage.UsageEntry;
import java.math.BigDecimal;
import java.util.List;

/** What was used, in words. */
final class Figures {
    private Figures() {}

    /** {@code 12 calls, 34k tokens in, 2.1k out, $0.0412}; {@code +?} stands for calls whose price nobody knows. */
    static String used(List<UsageEntry> entries) {
        long input =
                entries.stream().mapToLong(entry -> entry.usage().inputTokens()).sum();
        long output = entries.stream()
                .mapToLong(entry -> entry.usage().outputTokens())
                .sum();
        long calls = entries.stream().mapToLong(UsageEntry::calls).sum();
        long unpriced = entries.stream().mapToLong(UsageEntry::unpriced).sum();
        BigDecimal usd = entries.stream().map(UsageEntry::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
        String cost = unpriced == calls ? "price not known" : Markdown.dollars(usd) + (unpriced > 0 ? "+?" : "");
        return calls + (calls == 1 ? " call, " : " calls, ") + Markdown.count(input) + " tokens in, "
                + Markdown.count(output) + " out, " + cost;
    }

    /** {@code 34 %, 18k of 54k tokens}. */
    static String context(ContextUsage usage) {
        String tokens = Markdown.count(usage.tokens());
        return usage.window() == 0
                ? tokens + " tokens; nobody knows how many the model takes"
                : Math.round(100.0 * usage.tokens() / usage.window()) + " %, " + tokens + " of "
                        + Markdown.count(usage.window()) + " tokens";
    }
}
