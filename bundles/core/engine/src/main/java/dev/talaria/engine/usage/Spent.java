package dev.talaria.engine.usage;

import dev.talaria.api.model.Usage;
import java.math.BigDecimal;

/** Tokens and money that are gone, or set aside. */
record Spent(long tokens, BigDecimal usd) {
    static final Spent NOTHING = new Spent(0, BigDecimal.ZERO);

    static Spent of(Usage usage, BigDecimal usd) {
        return new Spent(usage.inputTokens() + usage.outputTokens(), usd);
    }

    Spent plus(Spent more) {
        return new Spent(tokens + more.tokens, usd.add(more.usd));
    }

    Spent minus(Spent less) {
        return new Spent(tokens - less.tokens, usd.subtract(less.usd));
    }
}
