package dev.talaria.engine.tool;

import dev.talaria.engine.json.JsonSyntaxException;
import dev.talaria.engine.json.JsonText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings values to the types that a schema wants, where that loses nothing: models send {@code "5"} for 5, {@code
 * "true"} for true and an object as text. What cannot be brought there is left for validation to refuse.
 */
final class Coercion {
    private Coercion() {}

    static Map<String, Object> coerceObject(Map<?, ?> object, Map<?, ?> schema) {
        Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> map ? map : Map.of();
        List<?> required = schema.get("required") instanceof List<?> list ? list : List.of();
        Map<String, Object> result = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            Map<?, ?> property = properties.get(name) instanceof Map<?, ?> map ? map : Map.of();
            // Models say "not given" as null; a schema seldom allows null and means the same by leaving it out.
            boolean leaveOut = value == null && !required.contains(name) && !wants(property, "null");
            if (!leaveOut) {
                result.put((String) name, coerce(value, property));
            }
        });
        return result;
    }

    private static @Nullable Object coerce(@Nullable Object value, Map<?, ?> schema) {
        if (value instanceof String text && !wants(schema, "string")) {
            return fromText(text, schema);
        }
        if (value instanceof Map<?, ?> object) {
            return coerceObject(object, schema);
        }
        if (value instanceof List<?> list) {
            Map<?, ?> items = schema.get("items") instanceof Map<?, ?> map ? map : Map.of();
            List<Object> result = new ArrayList<>(list.size());
            list.forEach(element -> result.add(coerce(element, items)));
            return result;
        }
        if ((value instanceof Long || value instanceof Boolean) && onlyWants(schema, "string")) {
            return String.valueOf(value);
        }
        if (value instanceof BigDecimal decimal && wants(schema, "integer")) {
            return integer(decimal);
        }
        return value;
    }

    private static @Nullable Object fromText(String text, Map<?, ?> schema) {
        String stripped = text.strip();
        if (wants(schema, "boolean") && (stripped.equals("true") || stripped.equals("false"))) {
            return Boolean.valueOf(stripped);
        }
        boolean number = wants(schema, "integer") || wants(schema, "number");
        boolean structure = wants(schema, "object") && stripped.startsWith("{")
                || wants(schema, "array") && stripped.startsWith("[");
        if (!number && !structure) {
            return text;
        }
        try {
            Object parsed = JsonText.parse(stripped);
            if (structure) {
                return coerce(parsed, schema);
            }
            return parsed instanceof Long || parsed instanceof BigDecimal ? coerce(parsed, schema) : text;
        } catch (JsonSyntaxException e) {
            return text;
        }
    }

    /** 5.0 is an integer; 1e400 is not expanded to find out. */
    private static Object integer(BigDecimal decimal) {
        boolean small = decimal.precision() - decimal.scale() <= 18;
        boolean whole = small && decimal.stripTrailingZeros().scale() <= 0;
        return whole ? (Object) decimal.longValueExact() : decimal;
    }

    private static boolean wants(Map<?, ?> schema, String type) {
        Object declared = schema.get("type");
        return declared instanceof List<?> types ? types.contains(type) : type.equals(declared);
    }

    private static boolean onlyWants(Map<?, ?> schema, String type) {
        return type.equals(schema.get("type"));
    }
}
