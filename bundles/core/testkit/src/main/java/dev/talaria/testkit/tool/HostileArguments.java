package dev.talaria.testkit.tool;

import dev.talaria.api.base.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Arguments that a model may send by mistake or be talked into, for any tool. */
final class HostileArguments {
    private HostileArguments() {}

    /** No arguments, unknown ones, and each property of the schema in turn with each bad value. */
    static List<Map<String, Object>> of(Map<String, Object> schema, Map<String, Object> valid) {
        List<Map<String, Object>> result = new ArrayList<>();
        result.add(Json.object());
        result.add(with(valid, "no_such_argument", "x"));
        for (Object name : ((Map<?, ?>) schema.get("properties")).keySet()) {
            for (Object value : values()) {
                result.add(with(valid, String.valueOf(name), value));
            }
            Map<String, Object> without = new LinkedHashMap<>(valid);
            without.remove(name);
            result.add(without);
        }
        return result;
    }

    private static List<Object> values() {
        Object deep = "end";
        for (int i = 0; i < 200; i++) {
            deep = Json.array(deep);
        }
        return Json.array(
                null,
                "",
                " ",
                "\u0000",
                "a\u0000b",
                "../../../../etc/passwd",
                "/dev/zero",
                "\uD800",
                "\u202Etxt.exe",
                "$(reboot)",
                "'\"`\\\n",
                "x".repeat(1_000_000),
                0L,
                -1L,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                new BigDecimal("1e400"),
                new BigDecimal("-0.5"),
                true,
                Json.array(),
                deep,
                Json.object(),
                Json.object("name", Json.object("name", null)));
    }

    private static Map<String, Object> with(Map<String, Object> valid, String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(valid);
        changed.put(name, value);
        return changed;
    }
}
