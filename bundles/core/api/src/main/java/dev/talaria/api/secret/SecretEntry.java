package dev.talaria.api.secret;

import java.util.List;

/**
 * A secret that somebody refers to, or that is in Talaria's own store.
 *
 * @param usedBy who refers to it, as {@code PID key}, and {@code (read)} if this process has asked for it; empty if nobody
 *     is known
 * @param problem why it cannot be had and what to do; empty if it can
 */
public record SecretEntry(SecretRef ref, List<String> usedBy, String problem) {
    public SecretEntry {
        usedBy = List.copyOf(usedBy);
    }
}
