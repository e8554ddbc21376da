package dev.talaria.engine.model;

import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.ModelPrice;
import dev.talaria.engine.text.KeyedLine;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Lines about models, such as {@code lab/* context=32768 inputPrice=0 outputPrice=0}: the operator's, whose patterns are
 * for {@code endpoint/model}, and Talaria's own, for {@code host/model}. Per key, the first line counts that fits and has
 * it. Prices are in US dollars per million tokens and come from one line together.
 */
final class ModelTable {
    private static final String CONTEXT = "context";
    private static final String MAX_OUTPUT = "maxOutput";
    private static final String IMAGES = "images";
    private static final String INPUT_PRICE = "inputPrice";
    private static final String CACHED_PRICE = "cachedPrice";
    private static final String WRITE_PRICE = "cacheWritePrice";
    private static final String OUTPUT_PRICE = "outputPrice";
    private static final String SOURCE = "source";
    private static final String AS_OF = "asOf";
    private static final List<String> KEYS =
            List.of(CONTEXT, MAX_OUTPUT, IMAGES, INPUT_PRICE, CACHED_PRICE, WRITE_PRICE, OUTPUT_PRICE, SOURCE, AS_OF);

    private final List<KeyedLine> lines;
    private final String source;
    private final LocalDate asOf;

    private ModelTable(List<KeyedLine> lines, String source, LocalDate asOf) {
        this.lines = lines;
        this.source = source;
        this.asOf = asOf;
    }

    /**
     * @param source who says what the lines say, where they do not name it
     * @param asOf the day of it, where they do not
     * @throws IllegalArgumentException naming the first line that is wrong
     */
    static ModelTable of(List<String> lines, String source, LocalDate asOf) {
        List<KeyedLine> parsed = lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> KeyedLine.parse(line, KEYS))
                .toList();
        ModelTable table = new ModelTable(parsed, source, asOf);
        parsed.forEach(table::check);
        return table;
    }

    private void check(KeyedLine line) {
        line.count(CONTEXT);
        line.count(MAX_OUTPUT);
        if (line.values().containsKey(INPUT_PRICE) != line.values().containsKey(OUTPUT_PRICE)) {
            throw new IllegalArgumentException(
                    line.pattern().pattern() + ": " + INPUT_PRICE + "= and " + OUTPUT_PRICE + "= go together");
        }
        price(line);
    }

    /**
     * @param id of the model
     * @param name what the patterns are for
     */
    ModelInfo info(String id, String name) {
        ModelInfo info =
                ModelInfo.of(id).withContextTokens(count(name, CONTEXT)).withOutputTokens(count(name, MAX_OUTPUT));
        ModelInfo seen = KeyedLine.first(lines, name, IMAGES)
                .map(line -> info.withTakesImages("yes".equals(line.values().get(IMAGES))))
                .orElse(info);
        return KeyedLine.first(lines, name, INPUT_PRICE)
                .flatMap(this::price)
                .map(seen::withPrice)
                .orElse(seen);
    }

    private long count(String name, String key) {
        return KeyedLine.first(lines, name, key).map(line -> line.count(key)).orElse(0L);
    }

    /** Where a line has no price for the cache, the cached part costs what the rest does. */
    private Optional<ModelPrice> price(KeyedLine line) {
        Optional<BigDecimal> input = line.amount(INPUT_PRICE);
        Optional<BigDecimal> output = line.amount(OUTPUT_PRICE);
        Optional<BigDecimal> cached = line.amount(CACHED_PRICE);
        Optional<BigDecimal> write = line.amount(WRITE_PRICE);
        if (input.isEmpty() || output.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ModelPrice(
                input.get(),
                cached.orElse(input.get()),
                write.orElse(input.get()),
                output.get(),
                line.values().getOrDefault(SOURCE, source),
                day(line)));
    }

    private LocalDate day(KeyedLine line) {
        String text = line.values().get(AS_OF);
        try {
            return text == null ? asOf : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(AS_OF + "=" + text + " is no day such as 2026-01-31", e);
        }
    }
}
