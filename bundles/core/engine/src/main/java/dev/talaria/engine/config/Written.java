package dev.talaria.engine.config;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A configuration as somebody wrote it.
 *
 * @param described the PID that describes it: of one of several, the factory's
 * @param name the PID, with the instance's name if there are several
 * @param values by key, as text; what Config Admin and FileInstall add is left out
 * @param file where it was read; empty if it was in no file
 */
record Written(String described, String name, Map<String, List<String>> values, String file) {
    private static final String FILE = "felix.fileinstall.filename";
    private static final List<String> NOT_WRITTEN = List.of(
            "service.pid", "service.factoryPid", "service.bundleLocation", "felix.fileinstall.", "org.apache.karaf.");

    /** Those that are called ours; by name. */
    static List<Written> all(ConfigurationAdmin admin) {
        try {
            Configuration[] found = admin.listConfigurations("(service.pid=dev.talaria*)");
            List<Written> all = new ArrayList<>();
            for (Configuration one : found == null ? new Configuration[0] : found) {
                all.add(of(one.getPid(), one.getFactoryPid(), one.getProperties()));
            }
            all.sort(Comparator.comparing(Written::name));
            return all;
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("Config Admin does not tell its configurations: " + e, e);
        }
    }

    /** @param factory null if there is one only */
    static Written of(String pid, @Nullable String factory, Dictionary<String, Object> properties) {
        Map<String, List<String>> values = new TreeMap<>();
        String file = "";
        for (String key : Collections.list(properties.keys())) {
            Object value = properties.get(key);
            if (key.equals(FILE)) {
                file = path(value.toString());
            } else if (NOT_WRITTEN.stream().noneMatch(key::startsWith)) {
                values.put(key, texts(value));
            }
        }
        return factory == null
                ? new Written(pid, pid, values, file)
                : new Written(factory, factory + "~" + instance(factory, pid, file), values, file);
    }

    /** FileInstall gives some instances a random PID; people know the file's name. */
    private static String instance(String factory, String pid, String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        if (name.startsWith(factory) && name.length() > factory.length() + 1) {
            return name.substring(factory.length() + 1).replaceFirst("\\.(cfg|config|cfg\\.json)$", "");
        }
        return pid.startsWith(factory) && pid.length() > factory.length() ? pid.substring(factory.length() + 1) : pid;
    }

    private static String path(String url) {
        return url.replaceFirst("^file:/+", "/");
    }

    private static List<String> texts(@Nullable Object value) {
        if (value == null) {
            return List.of();
        } else if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).toList();
        } else if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(index -> String.valueOf(Array.get(value, index)))
                    .toList();
        }
        return List.of(value.toString());
    }
}
