package dev.talaria.sandbox.docker;

import java.util.Map;

/** What our containers and volumes are known by. */
final class Labels {
    static final String SANDBOX = "dev.talaria.sandbox";
    static final String HOME = "dev.talaria.home";
    static final String PERSISTENT = "dev.talaria.persistent";
    /** Who runs commands inside; the container itself is root's. */
    static final String USER = "dev.talaria.user";

    static final String TRAITS = "dev.talaria.traits";

    private Labels() {}

    static Map<String, String> of(String sandbox, String home) {
        return Map.of(SANDBOX, sandbox, HOME, home);
    }
}
