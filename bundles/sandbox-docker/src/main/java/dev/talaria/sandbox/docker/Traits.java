package dev.talaria.sandbox.docker;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What of a container cannot be changed any more. It is kept in a label, one {@code key=value} a line; of variables only a
 * digest is.
 */
record Traits(Map<String, String> values) {
    static Traits of(Settings settings) {
        Map<String, String> values = new TreeMap<>();
        values.put("image", settings.image());
        values.put("network", Boolean.toString(settings.network()));
        values.put("user", settings.user());
        values.put("runtime", settings.runtime());
        values.put("cpus", Double.toString(settings.cpus()));
        values.put("memory", Long.toString(settings.memory()));
        values.put("pids", Long.toString(settings.pids()));
        values.put("tmpMb", Long.toString(settings.tmpMb()));
        values.put("shmMb", Long.toString(settings.shmMb()));
        values.put("storage", settings.storage());
        values.put("binds", settings.binds().stream().map(Mount::toString).collect(Collectors.joining(",")));
        values.put("volumes", settings.volumes().stream().map(Mount::toString).collect(Collectors.joining(",")));
        values.put(
                "environment",
                settings.environment().isEmpty()
                        ? ""
                        : "#" + Home.digest(settings.environment().toString().getBytes(StandardCharsets.UTF_8)));
        return new Traits(values);
    }

    static Traits parse(String label) {
        Map<String, String> values = new LinkedHashMap<>();
        label.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return new Traits(values);
    }

    String label() {
        return values.entrySet().stream()
                .map(trait -> trait.getKey() + "=" + trait.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** What is otherwise there: {@code image is debian:12, not debian:13}. Empty if nothing. */
    Optional<String> difference(Traits wanted) {
        return Optional.of(wanted.values().entrySet().stream()
                        .filter(trait -> !trait.getValue().equals(values.getOrDefault(trait.getKey(), "")))
                        .map(trait -> trait.getKey() + " is '" + values.getOrDefault(trait.getKey(), "") + "', not '"
                                + trait.getValue() + "'")
                        .collect(Collectors.joining("; ")))
                .filter(text -> !text.isEmpty());
    }
}
