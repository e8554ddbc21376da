package dev.talaria.api.audit;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What was done to this instance, and by whom: an append-only log whose entries are chained by hashes. Provided by the
 * engine. Erasing a session leaves it alone.
 */
@ProviderType
public interface Audit {
    /**
     * Appends an entry; on disk when this returns. Never throws: what cannot be kept goes to the log as an error, and the
     * caller goes on. No argument may hold a secret.
     *
     * @param actor who did it, such as {@code os:anna}
     * @param action what, such as {@code secret.set}
     * @param object to what, such as {@code store:openrouter}
     * @param outcome how it ended, such as {@code ok}
     */
    void record(String actor, String action, String object, String outcome);

    /** As {@link #record(String, String, String, String)}, by whoever the present thread works for, as far as it is known. */
    void record(String action, String object, String outcome);

    /** The last entries, the oldest first; those that cannot be read are left out. */
    List<AuditEntry> last(int count);

    /** Walks the whole chain. */
    AuditReport verify();
}
