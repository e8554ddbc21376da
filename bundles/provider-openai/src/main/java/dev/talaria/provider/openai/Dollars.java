package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/** Reads amounts in US dollars, which an endpoint may say as a number or as a text. */
final class Dollars {
    /** No reply costs as much, and a token even less. */
    private static final BigDecimal MOST = BigDecimal.valueOf(10_000);

    private static final int MAX_LENGTH = 40;
    private static final int MAX_SCALE = 40;

    private Dollars() {}

    /** Empty if it is absent, no number, below zero, or beyond what can be true. */
    static Optional<BigDecimal> of(JsonNode node, String name) {
        JsonNode value = node.path(name);
        String text = value.isNumber() ? value.asText() : value.textValue();
        if (text == null || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text.strip())).filter(Dollars::isCredible);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isCredible(BigDecimal amount) {
        return amount.signum() >= 0 && Math.abs(amount.scale()) <= MAX_SCALE && amount.compareTo(MOST) <= 0;
    }
}
