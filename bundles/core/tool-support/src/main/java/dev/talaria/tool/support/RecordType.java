package dev.talaria.tool.support;

import dev.talaria.api.base.Json;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A record: an object with known properties, in the order of its components. */
final class RecordType<R extends Record> implements ArgumentType {
    private final Constructor<R> constructor;
    private final List<Argument> arguments;

    RecordType(Constructor<R> constructor, List<Argument> arguments) {
        this.constructor = constructor;
        this.arguments = List.copyOf(arguments);
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        arguments.forEach(argument -> properties.put(argument.name(), argument.schema()));
        List<String> required = arguments.stream()
                .filter(Argument::required)
                .map(Argument::name)
                .toList();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return Json.freezeObject(schema);
    }

    @Override
    public R bind(Object value, String where) {
        if (!(value instanceof Map<?, ?> object)) {
            throw BindingException.expected("an object", where, value);
        }
        Object[] values = arguments.stream()
                .map(argument -> argument.bind(object.get(argument.name()), where))
                .toArray();
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            // The record's own checks speak to the model.
            throw new BindingException(inside(where) + e.getCause().getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "cannot construct " + constructor.getDeclaringClass().getName(), e);
        }
    }

    private static String inside(String where) {
        return where.isEmpty() ? "" : "argument '" + where + "': ";
    }
}
