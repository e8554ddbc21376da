package dev.talaria.engine.json;

import dev.talaria.api.base.Json;
import java.util.List;
import java.util.Map;

/** Lenient reading of an object that this or a newer version wrote: what is missing is empty, what is unknown is passed over. */
public record Fields(Map<String, Object> values) {
    public static Fields of(byte[] bytes) {
        return new Fields(JsonText.object(bytes));
    }

    public String text(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    public long number(String name) {
        return values.get(name) instanceof Long number ? number : 0;
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    public List<?> list(String name) {
        return values.get(name) instanceof List<?> list ? list : List.of();
    }

    public Fields object(String name) {
        return new Fields(values.get(name) instanceof Map<?, ?> map ? Json.freezeObject(map) : Map.of());
    }
}
