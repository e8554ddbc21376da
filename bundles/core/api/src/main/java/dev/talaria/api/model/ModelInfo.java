package dev.talaria.api.model;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One model, as far as it is known.
 *
 * @param id as the endpoint calls it
 * @param contextTokens the size of its window
 * @param outputTokens the longest reply that it can give
 * @param takesImages whether it can look at pictures
 * @param price what it costs
 */
public record ModelInfo(
        String id,
        OptionalLong contextTokens,
        OptionalLong outputTokens,
        Optional<Boolean> takesImages,
        Optional<ModelPrice> price) {
    /** Nothing but its name is known. */
    public static ModelInfo of(String id) {
        return new ModelInfo(id, OptionalLong.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());
    }

    /** @param value 0: not known */
    public ModelInfo withContextTokens(long value) {
        return new ModelInfo(id, known(value), outputTokens, takesImages, price);
    }

    /** @param value 0: not known */
    public ModelInfo withOutputTokens(long value) {
        return new ModelInfo(id, contextTokens, known(value), takesImages, price);
    }

    public ModelInfo withTakesImages(boolean value) {
        return new ModelInfo(id, contextTokens, outputTokens, Optional.of(value), price);
    }

    public ModelInfo withPrice(ModelPrice value) {
        return new ModelInfo(id, contextTokens, outputTokens, takesImages, Optional.of(value));
    }

    /** What is not known here is taken from the other. */
    public ModelInfo or(ModelInfo other) {
        return new ModelInfo(
                id,
                contextTokens.isPresent() ? contextTokens : other.contextTokens,
                outputTokens.isPresent() ? outputTokens : other.outputTokens,
                takesImages.or(other::takesImages),
                price.or(other::price));
    }

    private static OptionalLong known(long value) {
        return value > 0 ? OptionalLong.of(value) : OptionalLong.empty();
    }
}
