package dev.talaria.commands;

import dev.talaria.api.config.Configurations;

/** Where tools work if nobody says otherwise. */
final class ConfiguredSandbox {
    private static final String KEY = "dev.talaria.engine.sandbox";

    private ConfiguredSandbox() {}

    /** @param own the session's; empty for none */
    static String or(String own, Configurations configurations) {
        return own.isEmpty() ? configured(configurations) : Markdown.code(own) + ", for this session";
    }

    private static String configured(Configurations configurations) {
        return configurations.keys().stream()
                .filter(key -> key.name().equals(KEY))
                .flatMap(key -> key.values().filter(given -> !given.isEmpty()).orElse(key.defaults()).stream())
                .findFirst()
                .map(name -> Markdown.code(name) + ", as configured")
                .orElse("as configured");
    }
}
