package dev.talaria.testkit.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Whether plain values have the shape of the JSON Schema subset that every model provider takes. */
final class SchemaShape {
    private static final List<String> TYPES =
            List.of("object", "array", "string", "integer", "number", "boolean", "null");

    private SchemaShape() {}

    static void check(Object value, String where) {
        assertThat(value).as(where).isInstanceOf(Map.class);
        Map<?, ?> schema = (Map<?, ?>) value;
        checkPlain(schema, where);
        if (schema.containsKey("type")) {
            assertThat(TYPES).as("type of %s", where).contains(String.valueOf(schema.get("type")));
        }
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> check(property, where + "." + name));
            if (schema.get("required") instanceof List<?> required) {
                assertThat(List.<Object>copyOf(properties.keySet()))
                        .as("properties of %s", where)
                        .containsAll(required);
            }
        }
        if ("array".equals(schema.get("type"))) {
            check(schema.get("items"), where + "[]");
        }
        if (schema.get("enum") instanceof List<?> values) {
            assertThat(values).as("enum of %s", where).isNotEmpty().doesNotHaveDuplicates();
        }
    }

    private static void checkPlain(Object value, String where) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, element) -> checkPlain(element, where + "." + name));
        } else if (value instanceof List<?> list) {
            list.forEach(element -> checkPlain(element, where + "[]"));
        } else if (value != null) {
            assertThat(value)
                    .as("%s is JSON", where)
                    .isInstanceOfAny(String.class, Long.class, BigDecimal.class, Boolean.class);
        }
    }
}
