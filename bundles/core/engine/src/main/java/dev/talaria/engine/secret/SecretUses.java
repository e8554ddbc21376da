package dev.talaria.engine.secret;

import dev.talaria.api.secret.SecretRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the references in configurations. */
final class SecretUses {
    private static final Logger LOG = LoggerFactory.getLogger(SecretUses.class);
    private static final Comparator<SecretRef> ORDER =
            Comparator.comparing(SecretRef::scheme).thenComparing(SecretRef::location);

    private static final String FILE_INSTALL = "felix.fileinstall.";

    private final ConfigurationAdmin configurations;
    private final Predicate<String> schemes;

    /** @param schemes those that something here reads; a value such as {@code http://host} is no reference */
    SecretUses(ConfigurationAdmin configurations, Predicate<String> schemes) {
        this.configurations = configurations;
        this.schemes = schemes;
    }

    /** Reference to {@code PID key}, for each place that has it. */
    Map<SecretRef, List<String>> find() {
        Map<SecretRef, List<String>> uses = new TreeMap<>(ORDER);
        try {
            Configuration[] all = configurations.listConfigurations("(service.pid=dev.talaria.*)");
            for (Configuration configuration : all == null ? new Configuration[0] : all) {
                add(uses, configuration);
            }
        } catch (IOException | InvalidSyntaxException e) {
            LOG.warn("Cannot look for references to secrets in the configurations: {}", e.toString());
        }
        return uses;
    }

    private void add(Map<SecretRef, List<String>> uses, Configuration configuration) {
        var properties = configuration.getProperties();
        Set<String> keys = properties == null ? Set.of() : Set.copyOf(Collections.list(properties.keys()));
        for (String key : keys) {
            if (key.startsWith(FILE_INSTALL)) {
                continue; // where the configuration comes from, which looks like file:
            }
            values(properties.get(key))
                    .map(String::strip)
                    .filter(text -> schemes.test(text.substring(0, Math.max(0, text.indexOf(':')))))
                    .map(SecretUses::reference)
                    .flatMap(List::stream)
                    .forEach(ref -> uses.computeIfAbsent(ref, any -> new ArrayList<>())
                            .add(configuration.getPid() + " " + key));
        }
    }

    private static Stream<String> values(Object value) {
        if (value instanceof Collection<?> list) {
            return list.stream().filter(String.class::isInstance).map(String.class::cast);
        }
        return value instanceof String[] array
                ? Arrays.stream(array)
                : Stream.of(value).filter(String.class::isInstance).map(String.class::cast);
    }

    private static List<SecretRef> reference(String text) {
        try {
            return List.of(SecretRef.parse(text));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
