package dev.talaria.api.base;

/**
 * One session's identity for as long as its journal exists.
 *
 * @param value letters, digits and hyphens; sorts by the time of creation
 */
public record SessionId(String value) {
    public SessionId {
        if (!value.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("not a session id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
