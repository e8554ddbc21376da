package dev.talaria.sandbox.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
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
    private final ObjectMapper mapper;

    Daemon(Endpoint endpoint, RegistryAccess access, long limitMs) {
        ClientConfig config = new ClientConfig(access);
        http = new DockerHttp(endpoint, limitMs);
        mapper = config.mapper();
        client = DockerClientImpl.getInstance(config, http);
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

    ObjectMapper mapper() {
        return mapper;
    }

    /** Ends every call. */
    @Override
    public void close() {
        http.close();
    }
}
