package dev.talaria.sandbox.modal;

import java.net.URI;
import java.util.List;

/**
 * Where and who we are at Modal.
 *
 * @param environment of the workspace; empty for its own
 */
record Account(URI server, String environment, Credentials credentials) {
    /** The same for the same account. The JDK would remember a record that was compared, and its class loader with it. */
    List<String> key() {
        return List.of(server.toString(), environment, credentials.id(), credentials.secret());
    }

    /** The port that it is spoken to at. */
    static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : isPlain(url) ? 80 : 443;
    }

    static boolean isPlain(URI url) {
        return "http".equals(url.getScheme());
    }

    /** Whether it is this machine: there, and only there, nothing need be encrypted. */
    static boolean isLocal(URI url) {
        String host = url.getHost();
        return "localhost".equals(host) || "127.0.0.1".equals(host) || "[::1]".equals(host);
    }
}
