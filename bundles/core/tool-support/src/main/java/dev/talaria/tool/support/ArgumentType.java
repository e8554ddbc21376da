package dev.talaria.tool.support;

import java.util.Map;

/** One type of argument: how it looks in a schema, and how a plain value becomes one. */
interface ArgumentType {
    Map<String, Object> schema();

    /**
     * @param value a plain value, see {@link dev.talaria.api.base.Json}
     * @param where the argument's name for messages: {@code edits[2].text}
     * @throws BindingException if it is no such value
     */
    Object bind(Object value, String where);

    /** The value that a {@link Default} means; {@link UnsupportedOperationException} if the type has no text form. */
    default Object parse(String text) {
        throw new UnsupportedOperationException("text, numbers, booleans and enums only");
    }
}
