package dev.talaria.tool.support;

import dev.talaria.api.base.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An enum; the model sees its constants in lower case. */
final class EnumType implements ArgumentType {
    private final Map<String, Object> constants = new LinkedHashMap<>();

    EnumType(Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name().toLowerCase(Locale.ROOT), constant);
        }
    }

    @Override
    public Map<String, Object> schema() {
        return Json.object(
                "type", "string", "enum", Json.array(constants.keySet().toArray()));
    }

    @Override
    public Object bind(Object value, String where) {
        Object constant = value instanceof String text ? constants.get(text) : null;
        if (constant == null) {
            throw BindingException.expected("one of " + String.join(", ", constants.keySet()), where, value);
        }
        return constant;
    }

    @Override
    public Object parse(String text) {
        if (!constants.containsKey(text)) {
            throw new IllegalArgumentException("none of " + String.join(", ", constants.keySet()));
        }
        return text;
    }
}
