package dev.talaria.api.base;

/**
 * The address of a conversation. It routes to the current {@link SessionId}, which a reset, a resume or a branch
 * changes.
 *
 * @param value {@code origin:name}, for example {@code cli:deploy-notes} or {@code telegram:work:dm:4711}
 */
public record SessionKey(String value) {
    public SessionKey {
        if (value.isBlank() || value.length() > 256 || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a session key has 1 to 256 printable characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
