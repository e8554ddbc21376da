package dev.talaria.api.base;

/**
 * Who asks. Approvals, budgets and scopes are bound to it.
 *
 * @param id stable and unique, {@code origin:name}, for example {@code os:anna} or {@code telegram:4711}
 * @param name for people to read
 */
public record Principal(String id, String name) {

    /** The operating-system user that runs this instance. */
    public static Principal osUser() {
        String name = System.getProperty("user.name", "unknown");
        return new Principal("os:" + name, name);
    }
}
