package dev.talaria.sandbox.support;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The settings of one sandbox: what its spec asks for, over what is configured for its backend. Both have the same keys,
 * those of the backend's Metatype.
 */
public final class Options {
    private final String sandbox;
    private final Map<String, Object> values;

    private Options(Map<String, Object> configured, SandboxSpec spec) {
        this.sandbox = spec.id();
        this.values = new HashMap<>(configured);
        values.keySet().removeIf(key -> key.contains("."));
        for (String wish : spec.options().keySet()) {
            if (!values.containsKey(wish)) {
                throw unusable(
                        "knows no option '" + wish + "'",
                        "The backend '" + spec.backend() + "' knows: "
                                + String.join(", ", new TreeSet<>(values.keySet())));
            }
        }
        values.putAll(spec.options());
    }

    /**
     * With the defaults of the keys: Declarative Services leave out those that are an empty array.
     *
     * @param keys the type that is the backend's Metatype
     * @param configured the backend's properties
     * @throws SandboxException CANNOT_START, if the spec has an option that the backend does not know
     */
    public Options(Class<? extends Annotation> keys, Map<String, Object> configured, SandboxSpec spec) {
        this(withDefaults(keys, configured), spec);
    }

    private static Map<String, Object> withDefaults(Class<? extends Annotation> keys, Map<String, Object> configured) {
        Map<String, Object> all = new HashMap<>();
        for (Method key : keys.getDeclaredMethods()) {
            all.put(key.getName(), key.getDefaultValue());
        }
        all.putAll(configured);
        return all;
    }

    public String text(String key) {
        return value(key).toString().strip();
    }

    /** @throws SandboxException CANNOT_START, if it is neither {@code true} nor {@code false} */
    public boolean flag(String key) {
        return switch (text(key)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw unusable(key + " = '" + text(key) + "' is neither true nor false", "Correct " + key + ".");
        };
    }

    /** @throws SandboxException CANNOT_START, if it is no whole number, or less than 0 */
    public long number(String key) {
        try {
            long number = Long.parseLong(text(key));
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw unusable(key + " = '" + text(key) + "' is no number from 0 on", "Correct " + key + ".");
    }

    /** @throws SandboxException CANNOT_START, if it is no number, or less than 0 */
    public double decimal(String key) {
        try {
            double number = Double.parseDouble(text(key));
            if (number >= 0 && number < Double.POSITIVE_INFINITY) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw unusable(key + " = '" + text(key) + "' is no number from 0 on", "Correct " + key + ".");
    }

    /** Several values: an array, or a text with commas between them. Without empty ones. */
    public List<String> list(String key) {
        Stream<String> parts = value(key) instanceof String[] array
                ? Arrays.stream(array)
                : Arrays.stream(value(key).toString().split(","));
        return parts.map(String::strip).filter(part -> !part.isEmpty()).toList();
    }

    /** The failure to tell if a value is of no use. */
    public SandboxException unusable(String what, String remedy) {
        return new SandboxException(
                SandboxException.Code.CANNOT_START, "The sandbox " + sandbox + ": " + what + ".", remedy, null);
    }

    private Object value(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no default for " + key);
        }
        return value;
    }
}
