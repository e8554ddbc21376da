package dev.talaria.sandbox.ssh;

/**
 * An SSH server and the account there.
 *
 * @param host name or address; an IPv6 address without brackets
 */
record Endpoint(String user, String host, int port) {
    static final int PORT = 22;

    /**
     * @param text {@code user@host:port}; an IPv6 address with a port in brackets
     * @param user if the text has none
     * @throws IllegalArgumentException saying what is wrong
     */
    static Endpoint parse(String text, String user) {
        int at = text.lastIndexOf('@');
        String name = at < 0 ? user : text.substring(0, at);
        String rest = text.substring(at + 1);
        int colon = rest.lastIndexOf(':');
        boolean bracketed = rest.startsWith("[");
        boolean hasPort = colon > rest.lastIndexOf(']') && (bracketed || rest.indexOf(':') == colon);
        String host = hasPort ? rest.substring(0, colon) : rest;
        if (bracketed && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return new Endpoint(name, host, hasPort ? port(rest.substring(colon + 1)) : PORT).checked();
    }

    /** @throws IllegalArgumentException saying what is wrong */
    Endpoint checked() {
        if (host.isEmpty() || !host.matches("[\\w.:%-]+") || host.startsWith("-")) {
            throw new IllegalArgumentException("'" + host + "' is no name of a host");
        }
        if (user.isEmpty() || user.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException("'" + user + "' is no name of an account");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(port + " is no port");
        }
        return this;
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no port", e);
        }
    }

    /** As in known_hosts. */
    String knownAs() {
        return port == PORT
                ? host.toLowerCase(java.util.Locale.ROOT)
                : "[" + host.toLowerCase(java.util.Locale.ROOT) + "]:" + port;
    }

    @Override
    public String toString() {
        return user + "@" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + (port == PORT ? "" : ":" + port);
    }
}
