package dev.talaria.tool.support;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a record class. Everything that cannot be an argument fails here, when the tool is made. */
final class ArgumentTypes {
    private static final String SUPPORTED = "String, int, long, double, boolean and their boxes, enum, record, List<T>,"
            + " Map<String, Object>, Optional<T>";
    private static final Map<Type, ArgumentType> SCALARS = Map.of(
            String.class, ScalarType.TEXT,
            int.class, ScalarType.INT,
            Integer.class, ScalarType.INT,
            long.class, ScalarType.LONG,
            Long.class, ScalarType.LONG,
            double.class, ScalarType.DOUBLE,
            Double.class, ScalarType.DOUBLE,
            boolean.class, ScalarType.BOOLEAN,
            Boolean.class, ScalarType.BOOLEAN);

    /** The records that are being read, from outer to inner. */
    private final Deque<Class<?>> open = new ArrayDeque<>();

    private ArgumentTypes() {}

    static <R extends Record> RecordType<R> ofRecord(Class<R> type) {
        return new ArgumentTypes().record(type);
    }

    private <R extends Record> RecordType<R> record(Class<R> type) {
        open.addLast(type);
        List<Argument> arguments = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            arguments.add(argument(component));
        }
        open.removeLast();
        return new RecordType<>(canonicalConstructor(type), arguments);
    }

    private Argument argument(RecordComponent component) {
        refuseNullable(component);
        Type declared = component.getGenericType();
        Type content = parameter(declared, Optional.class);
        ArgumentType type = of(content == null ? declared : content, component);
        Describe describe = component.getAnnotation(Describe.class);
        return new Argument(
                component.getName(),
                type,
                content != null,
                fallback(component, type, content != null),
                describe == null ? null : describe.value());
    }

    private ArgumentType of(Type type, RecordComponent component) {
        if (SCALARS.containsKey(type)) {
            return SCALARS.get(type);
        }
        Type element = parameter(type, List.class);
        if (element != null) {
            return new ListType(of(element, component));
        }
        if (type instanceof ParameterizedType map
                && map.getRawType() == Map.class
                && Arrays.equals(map.getActualTypeArguments(), new Type[] {String.class, Object.class})) {
            return new ObjectType();
        }
        if (type instanceof Class<?> plain && plain.isEnum()) {
            return new EnumType(plain);
        }
        if (type instanceof Class<?> plain && plain.isRecord()) {
            if (open.contains(plain)) {
                throw problem(component, "contains its own record; a schema would have no end");
            }
            return record(plain.asSubclass(Record.class));
        }
        throw problem(component, "has the unsupported type " + type.getTypeName() + "; supported are " + SUPPORTED);
    }

    private static @Nullable Object fallback(RecordComponent component, ArgumentType type, boolean optional) {
        Default annotation = component.getAnnotation(Default.class);
        if (annotation == null) {
            return null;
        }
        if (optional) {
            throw problem(component, "is Optional and has a @Default: choose one");
        }
        try {
            return type.parse(annotation.value());
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            throw problem(component, "cannot have @Default(\"" + annotation.value() + "\"): " + e.getMessage());
        }
    }

    /**
     * Inside a bundle, annotations of packages that nobody exports are not to be seen, so that {@code @Nullable} would
     * make a component optional in unit tests and required in the running system.
     */
    private static void refuseNullable(RecordComponent component) {
        AnnotatedType type = component.getAnnotatedType();
        if (Arrays.stream(type.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"))) {
            throw problem(component, "is @Nullable; write Optional<T> or give it a @Default");
        }
    }

    /** The one type parameter of a {@code raw<T>}, or null if the type is something else. */
    private static @Nullable Type parameter(Type type, Class<?> raw) {
        return type instanceof ParameterizedType generic && generic.getRawType() == raw
                ? generic.getActualTypeArguments()[0]
                : null;
    }

    private static <R extends Record> Constructor<R> canonicalConstructor(Class<R> type) {
        Class<?>[] components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(components);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has a canonical constructor: " + type.getName(), e);
        }
    }

    private static IllegalArgumentException problem(RecordComponent component, String what) {
        return new IllegalArgumentException("component '" + component.getName() + "' of record "
                + component.getDeclaringRecord().getName() + " " + what);
    }
}
