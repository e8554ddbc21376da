package dev.talaria.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientImpl;
import dev.talaria.sandbox.docker.http.DockerHttp;
import dev.talaria.sandbox.docker.http.Endpoint;

/** A Docker or Podman that was found. Nothing is open between two calls. */
final class Daemon implements AutoCloseable {
    /** Starting a container on a slow disk takes its time. */
    static final long LIMIT_MS = 120_000;

    private final DockerHttp http;
    private final DockerClient client;

    Daemon(Endpoint endpoint, RegistryAccess access, long limitMs) {
        http = new DockerHttp(endpoint, limitMs);
        client = DockerClientImpl.getInstance(new ClientConfig(access), http);
    }

    DockerClient client() {
        return client;
    }

    DockerHttp http() {
        return http;
    }

    Endpoint endpoint() {
        return http.endpoint();
    }

    /** Ends every call. */
    @Override
    public void close() {
        http.close();
    }
}
