package dev.talaria.sandbox.ssh;

import dev.talaria.api.secret.SecretRef;
import dev.talaria.sandbox.support.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one sandbox.
 *
 * @param route the hosts to go through, and last the one where commands run
 * @param identity file with the private key
 * @param agent the agent's socket
 * @param hostKey {@code strict}, {@code accept-new} or a fingerprint {@code SHA256:…}
 * @param directory on the host, as configured; empty for the default
 */
record SshSettings(
        List<Endpoint> route,
        Optional<Path> identity,
        Optional<SecretRef> passphrase,
        Optional<Path> agent,
        String hostKey,
        Path knownHosts,
        Path home,
        String directory,
        List<String> sync,
        int connections,
        int sessions,
        Duration patience,
        Duration connectTimeout,
        Duration keepAlive) {

    static final String STRICT = "strict";
    static final String ACCEPT_NEW = "accept-new";
    static final String FINGERPRINT = "SHA256:";

    SshSettings {
        route = List.copyOf(route);
        sync = List.copyOf(sync);
    }

    Endpoint target() {
        return route.get(route.size() - 1);
    }

    /**
     * @param local what is taken from the account that runs Talaria
     * @throws dev.talaria.api.sandbox.SandboxException if a setting is of no use
     */
    static SshSettings of(Options options, LocalAccount local) {
        String user = options.text("user").isEmpty() ? local.user() : options.text("user");
        return new SshSettings(
                route(options, user),
                file(options.text("identity"), local),
                passphrase(options),
                agent(options.text("agent"), local),
                hostKey(options),
                local.file(options.text("knownHosts")),
                local.home(),
                directory(options),
                options.list("sync"),
                positive(options, "connections"),
                positive(options, "sessions"),
                Duration.ofSeconds(options.number("waitSeconds")),
                Duration.ofSeconds(positive(options, "connectTimeoutSeconds")),
                Duration.ofSeconds(positive(options, "keepAliveSeconds")));
    }

    private static List<Endpoint> route(Options options, String user) {
        if (options.text("host").isEmpty()) {
            throw options.unusable(
                    "no host is configured",
                    "Set host (and user) with config:property-set --pid dev.talaria.sandbox.ssh host NAME, or give"
                            + " the sandbox the option host.");
        }
        List<Endpoint> route = new ArrayList<>();
        try {
            options.list("jump").forEach(jump -> route.add(Endpoint.parse(jump, user)));
            route.add(new Endpoint(user, options.text("host"), positive(options, "port")).checked());
        } catch (IllegalArgumentException e) {
            throw options.unusable(e.getMessage(), "Correct host, port, user or jump (user@host:port).");
        }
        return route;
    }

    private static Optional<Path> file(String text, LocalAccount local) {
        return text.isEmpty() ? Optional.empty() : Optional.of(local.file(text));
    }

    private static Optional<SecretRef> passphrase(Options options) {
        if (options.text("passphrase").isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(SecretRef.parse(options.text("passphrase")));
        } catch (IllegalArgumentException e) {
            throw options.unusable("passphrase: " + e.getMessage(), "Put it there with secret:set, and refer to it.");
        }
    }

    private static Optional<Path> agent(String text, LocalAccount local) {
        if (text.equals("none")) {
            return Optional.empty();
        }
        return text.isEmpty() ? local.agent() : Optional.of(local.file(text));
    }

    private static String hostKey(Options options) {
        String text = options.text("hostKey");
        if (!text.equals(STRICT) && !text.equals(ACCEPT_NEW) && !text.matches(FINGERPRINT + "[A-Za-z0-9+/]{43}=?")) {
            throw options.unusable(
                    "hostKey = '" + text + "' is no policy for host keys",
                    "Use strict, accept-new, or a fingerprint as ssh-keygen -lf prints it: SHA256:….");
        }
        return text.endsWith("=") ? text.substring(0, text.length() - 1) : text;
    }

    private static String directory(Options options) {
        String text = options.text("directory");
        if (!text.isEmpty() && !text.startsWith("/") && !text.startsWith("~/") || text.indexOf('\0') >= 0) {
            throw options.unusable(
                    "directory = '" + text + "' is not absolute", "Begin it with / or ~/, or leave it empty.");
        }
        return text;
    }

    private static int positive(Options options, String key) {
        long number = options.number(key);
        if (number < 1 || number > 1_000_000) {
            throw options.unusable(key + " = '" + number + "' is not between 1 and 1000000", "Correct " + key + ".");
        }
        return (int) number;
    }
}
