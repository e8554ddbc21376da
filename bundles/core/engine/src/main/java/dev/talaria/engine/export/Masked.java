package dev.talaria.engine.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** JSON whose text is masked before it is escaped: a secret is found as it was said. */
final class Masked {
    private Masked() {}

    static @Nullable Object value(@Nullable Object value, UnaryOperator<String> mask) {
        if (value instanceof String text) {
            return mask.apply(text);
        } else if (value instanceof Map<?, ?> map) {
            return object(map, mask);
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> result = new ArrayList<>();
            list.forEach(element -> result.add(value(element, mask)));
            return result;
        }
        return value;
    }

    static Map<String, Object> object(Map<?, ?> map, UnaryOperator<String> mask) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        map.forEach((name, element) -> result.put(String.valueOf(name), value(element, mask)));
        return result;
    }
}
