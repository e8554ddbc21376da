package dev.talaria.engine.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A list in a configuration. A {@code .cfg} file has it as one value with commas between the entries; other files and
 * Config Admin have an array. An entry that has a comma of its own has {@code \,} for it.
 */
public final class ConfiguredList {
    private ConfiguredList() {}

    /** The entries, without blank ones. */
    public static List<String> of(String[] values) {
        return Arrays.stream(values)
                .flatMap(value -> Stream.of(value.split("(?<!\\\\),")))
                .map(entry -> entry.replace("\\,", ",").strip())
                .filter(entry -> !entry.isEmpty())
                .toList();
    }
}
