package dev.talaria.gateway.hub;

/** What somebody may do, the least first. */
enum Role {
    /** May talk, and is asked nothing: what would be asked is denied. */
    GUEST,
    /** May talk and answer the questions of turns that they began. */
    USER,
    /** May say every command too. */
    ADMIN,
    /** The same; whose instance it is. */
    OWNER;

    boolean isAtLeast(Role other) {
        return compareTo(other) >= 0;
    }
}
