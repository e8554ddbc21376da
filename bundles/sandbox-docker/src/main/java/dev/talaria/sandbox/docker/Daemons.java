package dev.talaria.sandbox.docker;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Those that are in use, by where they are. */
final class Daemons implements AutoCloseable {
    private final Hosts hosts;
    private final RegistryAccess access;
    private final Map<String, Daemon> known = new ConcurrentHashMap<>();

    Daemons(Hosts hosts, RegistryAccess access) {
        this.hosts = hosts;
        this.access = access;
    }

    /** @throws dev.talaria.api.sandbox.SandboxException CANNOT_START, if no address is given or found */
    Daemon get(Settings settings) {
        var endpoint = hosts.find(settings.host(), settings.certificates());
        String key = endpoint.name() + " " + settings.certificates();
        return known.computeIfAbsent(key, name -> new Daemon(endpoint, access, Daemon.LIMIT_MS));
    }

    @Override
    public void close() {
        known.values().forEach(Daemon::close);
        known.clear();
        ClientConfig.forget();
    }
}
