package dev.talaria.tool.support;

import dev.talaria.api.base.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One component of a record.
 *
 * @param optional whether it is an {@code Optional}
 * @param fallback the plain value of its {@link Default}
 */
record Argument(
        String name,
        ArgumentType type,
        boolean optional,
        @Nullable Object fallback,
        @Nullable String description) {

    boolean required() {
        return !optional && fallback == null;
    }

    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>(type.schema());
        if (description != null) {
            schema.put("description", description);
        }
        if (fallback != null) {
            schema.put("default", fallback);
        }
        return Json.freezeObject(schema);
    }

    /** @param value absent and null mean the same: models write null for what they leave out */
    Object bind(@Nullable Object value, String owner) {
        String where = owner.isEmpty() ? name : owner + "." + name;
        Object given = value == null ? fallback : value;
        if (optional) {
            return given == null ? Optional.empty() : Optional.of(type.bind(given, where));
        }
        if (given == null) {
            throw new BindingException("argument '" + where + "' is missing");
        }
        return type.bind(given, where);
    }
}
