package dev.talaria.tool.support;

import dev.talaria.api.base.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A list of one type. */
record ListType(ArgumentType element) implements ArgumentType {
    @Override
    public Map<String, Object> schema() {
        return Json.object("type", "array", "items", element.schema());
    }

    @Override
    public Object bind(Object value, String where) {
        if (!(value instanceof List<?> list)) {
            throw BindingException.expected("an array", where, value);
        }
        List<Object> result = new ArrayList<>(list.size());
        for (Object item : list) {
            result.add(element.bind(item, where + "[" + result.size() + "]"));
        }
        return Collections.unmodifiableList(result);
    }
}
