package dev.talaria.api.config;

import java.util.List;
import java.util.Optional;

/**
 * One thing that can be configured.
 *
 * @param pid of the configuration; of what one can have several of, with the instance's name after a tilde
 * @param type such as {@code integer} or {@code list of text}
 * @param description what it is, without when a change of it counts
 * @param applies when a change counts; empty if nobody says it
 * @param defaults the value or values without a configuration
 * @param values what is configured; empty if nothing is
 * @param file where it is configured; empty if nowhere, or not in a file
 */
public record ConfigKey(
        String pid,
        String key,
        String type,
        String description,
        Optional<Applies> applies,
        List<String> defaults,
        Optional<List<String>> values,
        String file) {
    public ConfigKey {
        defaults = List.copyOf(defaults);
        values = values.map(List::copyOf);
    }

    /** {@code PID.key} */
    public String name() {
        return pid + "." + key;
    }
}
