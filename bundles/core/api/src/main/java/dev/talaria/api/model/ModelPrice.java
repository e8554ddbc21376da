package dev.talaria.api.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;

/**
 * What a model costs, in US dollars per million tokens.
 *
 * @param input of the prompt's tokens that no cache had
 * @param cachedInput of those that came from the provider's cache
 * @param cacheWrite of those that were put into it
 * @param output of the reply, reasoning included
 * @param source who says so: a page, an endpoint, the operator's configuration
 * @param asOf the day for which it was said
 */
public record ModelPrice(
        BigDecimal input,
        BigDecimal cachedInput,
        BigDecimal cacheWrite,
        BigDecimal output,
        String source,
        LocalDate asOf) {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /** What these tokens cost. */
    public Cost of(Usage usage) {
        long plain = Math.max(0, usage.inputTokens() - usage.cachedInputTokens() - usage.cacheWriteTokens());
        BigDecimal millionths = input.multiply(BigDecimal.valueOf(plain))
                .add(cachedInput.multiply(BigDecimal.valueOf(usage.cachedInputTokens())))
                .add(cacheWrite.multiply(BigDecimal.valueOf(usage.cacheWriteTokens())))
                .add(output.multiply(BigDecimal.valueOf(usage.outputTokens())));
        return new Cost(millionths.divide(MILLION, MathContext.DECIMAL64), source, asOf);
    }

    /** The most that a request can cost: nothing of it cached, all of it written into the cache if that is dearer. */
    public BigDecimal most(long inputTokens, long outputTokens) {
        return input.max(cacheWrite)
                .multiply(BigDecimal.valueOf(inputTokens))
                .add(output.multiply(BigDecimal.valueOf(outputTokens)))
                .divide(MILLION, MathContext.DECIMAL64);
    }
}
