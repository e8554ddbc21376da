package dev.talaria.api.base;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain values: {@code Map<String, Object>} in insertion order, {@code List<Object>}, {@code String},
 * {@code Long}, {@code BigDecimal}, {@code Boolean} and null.
 *
 * <p>{@code Map.of} and {@code Map.copyOf} are no substitute: their order changes from one start of the JVM to the
 * next, and prompts must not.
 */
public final class Json {
    private Json() {}

    /**
     * An unmodifiable object in the given order.
     *
     * @param namesAndValues name, value, name, value …
     */
    public static Map<String, Object> object(@Nullable Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("names and values must come in pairs");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            result.put(String.valueOf(namesAndValues[i]), freeze(namesAndValues[i + 1]));
        }
        return Collections.unmodifiableMap(result);
    }

    /** An unmodifiable array; nulls allowed. */
    public static List<Object> array(@Nullable Object... values) {
        List<Object> result = new ArrayList<>(values.length);
        for (Object value : values) {
            result.add(freeze(value));
        }
        return Collections.unmodifiableList(result);
    }

    /** An unmodifiable deep copy that keeps the order. Integers become {@code Long}. */
    @SuppressWarnings("NullAway")
    public static @Nullable Object freeze(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return freezeObject(map);
        }
        if (value instanceof List<?> list) {
            List<Object> result = new ArrayList<>(list.size());
            list.forEach(element -> result.add(freeze(element)));
            return Collections.unmodifiableList(result);
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return value;
    }

    /** As {@link #freeze}, for an object. */
    public static Map<String, Object> freezeObject(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((name, element) -> result.put(String.valueOf(name), freeze(element)));
        return Collections.unmodifiableMap(result);
    }
}
