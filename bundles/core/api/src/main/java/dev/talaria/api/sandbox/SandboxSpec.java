package dev.talaria.api.sandbox;

import java.util.Map;

/**
 * Which sandbox a session wants.
 *
 * @param id the sandbox's identity in effects and tables; the same id is the same sandbox, also after a restart where it
 *     is persistent
 * @param backend the provider's name: {@code local}, {@code docker} …
 * @param persistent whether its files stay when it is closed
 * @param options of the backend, such as {@code image}; each provider documents its own
 */
public record SandboxSpec(String id, String backend, boolean persistent, Map<String, String> options) {
    public SandboxSpec {
        options = Map.copyOf(options);
    }

    /** Persistent, as the backend is configured. */
    public SandboxSpec(String id, String backend) {
        this(id, backend, true, Map.of());
    }

    /** An option; empty if it is not given. */
    public String option(String name) {
        return options.getOrDefault(name, "");
    }
}
