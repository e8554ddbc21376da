package dev.talaria.gateway.hub;

import org.jspecify.annotations.Nullable;

/**
 * Whether a message is dealt with.
 *
 * @param role of who wrote it; null if it is not dealt with
 * @param why not, for the operator; empty otherwise
 * @param stranger whether its writer may be told how to get access
 */
record Verdict(@Nullable Role role, String why, boolean stranger) {
    static Verdict allowed(Role role) {
        return new Verdict(role, "", false);
    }

    static Verdict silent(String why) {
        return new Verdict(null, why, false);
    }

    static Verdict pair(String why) {
        return new Verdict(null, why, true);
    }
}
