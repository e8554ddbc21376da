package dev.talaria.sandbox.docker;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.docker.http.Certificates;
import dev.talaria.sandbox.docker.http.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds the daemon.
 *
 * @param environment {@code DOCKER_HOST}, {@code DOCKER_CERT_PATH}, {@code XDG_RUNTIME_DIR}
 * @param userHome whose owner is this user
 */
record Hosts(Map<String, String> environment, Path userHome) {
    private static final int PLAIN_PORT = 2375;
    private static final int TLS_PORT = 2376;
    private static final String DOCKER = "/var/run/docker.sock";

    /**
     * @param host as in {@link DockerConfig#host}
     * @param certificates as in {@link DockerConfig#certificates}
     * @throws SandboxException CANNOT_START, if that is no address, or the certificates are of no use
     */
    Endpoint find(String host, String certificates) {
        String told =
                host.isEmpty() ? environment.getOrDefault("DOCKER_HOST", "").strip() : host;
        if (told.isEmpty()) {
            return new Endpoint.Unix(
                    sockets().stream().filter(Files::exists).findFirst().orElse(Path.of(DOCKER)));
        }
        if (told.startsWith("unix://")) {
            return new Endpoint.Unix(Path.of(told.substring("unix://".length())));
        }
        return tcp(
                told,
                certificates.isEmpty()
                        ? environment.getOrDefault("DOCKER_CERT_PATH", "").strip()
                        : certificates);
    }

    private static Endpoint tcp(String told, String folder) {
        URI uri = uri(told);
        if (folder.isEmpty()) {
            return new Endpoint.Tcp(uri.getHost(), uri.getPort() < 0 ? PLAIN_PORT : uri.getPort());
        }
        try {
            return new Endpoint.Tls(
                    uri.getHost(), uri.getPort() < 0 ? TLS_PORT : uri.getPort(), Certificates.load(Path.of(folder)));
        } catch (IOException e) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "No TLS to the daemon at " + told + ": " + DockerErrors.reason(e) + ".",
                    "Put ca.pem, cert.pem and key.pem into " + folder + ", or name another folder with certificates.",
                    e);
        }
    }

    private static URI uri(String told) {
        try {
            URI uri = new URI(told);
            if ("tcp".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (java.net.URISyntaxException e) {
            // Said below.
        }
        throw new SandboxException(
                SandboxException.Code.CANNOT_START,
                "'" + told + "' is no address of a daemon.",
                "Write unix:///path or tcp://host:port to the key host of dev.talaria.sandbox.docker, or to DOCKER_HOST."
                        + " For a daemon behind SSH, forward its socket: ssh -L /tmp/docker.sock:/var/run/docker.sock.",
                null);
    }

    private List<Path> sockets() {
        List<Path> paths = new ArrayList<>(List.of(Path.of(DOCKER)));
        Path own = runtimeDirectory();
        paths.add(own.resolve("docker.sock"));
        paths.add(own.resolve("podman/podman.sock"));
        paths.add(Path.of("/run/podman/podman.sock"));
        return paths;
    }

    private Path runtimeDirectory() {
        String told = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (!told.isEmpty()) {
            return Path.of(told);
        }
        try {
            return Path.of("/run/user", Files.getAttribute(userHome, "unix:uid").toString());
        } catch (IOException | UnsupportedOperationException e) {
            return Path.of("/run/user/0");
        }
    }
}
