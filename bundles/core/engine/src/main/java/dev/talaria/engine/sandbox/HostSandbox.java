package dev.talaria.engine.sandbox;

/** Which sandboxes have this host's own paths: the backend {@code local}, confined or not. */
public final class HostSandbox {
    private static final String LOCAL = "local";

    private HostSandbox() {}

    /** @param id of a sandbox */
    public static boolean is(String id) {
        return id.equals(LOCAL) || id.startsWith(LOCAL + "/");
    }
}
