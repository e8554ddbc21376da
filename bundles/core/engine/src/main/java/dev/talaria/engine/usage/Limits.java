package dev.talaria.engine.usage;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * What may be used.
 *
 * @param tokens sent and received together
 * @param usd US dollars
 * @param replyTokens where a reply is cut, and so what is set aside for it, when any limit concerns it
 */
public record Limits(Map<Scope, Long> tokens, Map<Scope, BigDecimal> usd, long replyTokens) {
    public static final Limits NONE = new Limits(Map.of(), Map.of(), 16_384);

    public Limits {
        tokens = Map.copyOf(tokens);
        usd = Map.copyOf(usd);
    }

    Optional<Long> tokens(Scope scope) {
        return Optional.ofNullable(tokens.get(scope));
    }

    Optional<BigDecimal> usd(Scope scope) {
        return Optional.ofNullable(usd.get(scope));
    }
}
