package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.model.ModelPrice;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads prices as OpenRouter lists them, in US dollars per token; {@code -1} is not known. */
final class ListedPrice {
    private static final int DIGITS_OF_A_MILLION = 6;

    private ListedPrice() {}

    /**
     * Empty unless both the prompt and the reply have a price. A part that has none costs what the prompt does.
     *
     * @param source who lists it
     */
    static Optional<ModelPrice> of(JsonNode pricing, String source) {
        Optional<BigDecimal> prompt = perMillion(pricing, "prompt");
        Optional<BigDecimal> completion = perMillion(pricing, "completion");
        return prompt.flatMap(input -> completion.map(output -> new ModelPrice(
                input,
                perMillion(pricing, "input_cache_read").orElse(input),
                perMillion(pricing, "input_cache_write").orElse(input),
                output,
                source,
                LocalDate.now(ZoneOffset.UTC))));
    }

    private static Optional<BigDecimal> perMillion(JsonNode pricing, String name) {
        return Dollars.of(pricing, name)
                .filter(token -> token.compareTo(BigDecimal.ONE) <= 0)
                .map(token -> token.movePointRight(DIGITS_OF_A_MILLION));
    }
}
