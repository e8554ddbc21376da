package dev.talaria.tool.support;

import dev.talaria.api.base.Json;
import java.math.BigDecimal;
import java.util.Map;

/** Text, numbers, booleans. */
enum ScalarType implements ArgumentType {
    TEXT("string", "text") {
        @Override
        public Object bind(Object value, String where) {
            if (value instanceof String) {
                return value;
            }
            throw wrong(value, where);
        }

        @Override
        public Object parse(String text) {
            return text;
        }
    },
    INT("integer", "an integer from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE) {
        @Override
        public Object bind(Object value, String where) {
            if (value instanceof Long number && number.intValue() == number) {
                return number.intValue();
            }
            throw wrong(value, where);
        }

        @Override
        public Object parse(String text) {
            return Long.valueOf(Integer.parseInt(text));
        }
    },
    LONG("integer", "a 64-bit integer") {
        @Override
        public Object bind(Object value, String where) {
            if (value instanceof Long) {
                return value;
            }
            throw wrong(value, where);
        }

        @Override
        public Object parse(String text) {
            return Long.valueOf(text);
        }
    },
    DOUBLE("number", "a finite number") {
        @Override
        public Object bind(Object value, String where) {
            if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
                return number.doubleValue();
            }
            throw wrong(value, where);
        }

        @Override
        public Object parse(String text) {
            return new BigDecimal(text);
        }
    },
    BOOLEAN("boolean", "true or false") {
        @Override
        public Object bind(Object value, String where) {
            if (value instanceof Boolean) {
                return value;
            }
            throw wrong(value, where);
        }

        @Override
        public Object parse(String text) {
            if (text.equals("true") || text.equals("false")) {
                return text.equals("true");
            }
            throw new IllegalArgumentException("neither true nor false");
        }
    };

    private final String jsonType;
    private final String expected;

    ScalarType(String jsonType, String expected) {
        this.jsonType = jsonType;
        this.expected = expected;
    }

    @Override
    public Map<String, Object> schema() {
        return Json.object("type", jsonType);
    }

    BindingException wrong(Object value, String where) {
        return BindingException.expected(expected, where, value);
    }
}
