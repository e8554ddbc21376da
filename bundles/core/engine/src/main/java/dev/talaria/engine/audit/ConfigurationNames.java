package dev.talaria.engine.audit;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The names of a configuration's keys; their values are nobody's business here. */
final class ConfigurationNames {
    private static final List<String> NOT_SAID =
            List.of("service.pid", "service.factoryPid", "felix.fileinstall.filename");

    private final ConfigurationAdmin configurations;

    ConfigurationNames(ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    /** {@code : key, key}; empty if there is none or it cannot be read. */
    String of(String pid) {
        if (!pid.matches("[A-Za-z0-9._~-]+")) {
            return "";
        }
        try {
            Configuration[] found = configurations.listConfigurations("(service.pid=" + pid + ")");
            Stream<Configuration> all = found == null ? Stream.of() : Arrays.stream(found);
            String keys = all.flatMap(
                            one -> Collections.list(one.getProperties().keys()).stream())
                    .filter(key -> !NOT_SAID.contains(key))
                    .sorted()
                    .collect(Collectors.joining(", "));
            return keys.isEmpty() ? "" : ": " + keys;
        } catch (IOException | InvalidSyntaxException | IllegalStateException e) {
            return "";
        }
    }
}
