package dev.talaria.tool.support;

import dev.talaria.api.base.Json;
import java.util.Map;

/** Any object: {@code Map<String, Object>}, ordered, as it came. */
record ObjectType() implements ArgumentType {
    @Override
    public Map<String, Object> schema() {
        return Json.object("type", "object");
    }

    @Override
    public Object bind(Object value, String where) {
        if (value instanceof Map<?, ?> map) {
            return Json.freezeObject(map);
        }
        throw BindingException.expected("an object", where, value);
    }
}
