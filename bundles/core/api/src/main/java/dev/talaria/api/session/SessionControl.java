package dev.talaria.api.session;

import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The service that changes sessions as a whole, for people. Provided by the engine. Each change is an event in the
 * session's journal, takes the place of a turn while it is made, and is on disk when the method returns.
 *
 * <p>Every method throws {@link SessionException}: NOT_FOUND without such a session, BUSY while a turn runs in it,
 * REFUSED with what is wrong with a value; and {@link dev.talaria.api.store.StoreException} when the store fails.
 */
@ProviderType
public interface SessionControl {
    /**
     * The session that a key leads to; one in which nothing was said yet, if it led nowhere.
     *
     * @param by whose a new one is
     */
    SessionSummary begin(SessionKey key, Principal by);

    /**
     * Gives a title.
     *
     * @param text made one line of 100 characters at most; empty takes the title away
     * @return the title, with a number behind it if another session has that title already
     */
    String title(SessionId id, String text, Principal by);

    /** Takes the last turns back: the session is what it was before them, but keeps title and settings. */
    UndoneTurns undo(SessionId id, int turns, Principal by);

    /**
     * Copies a session.
     *
     * @param key what leads to the copy; must lead nowhere. Empty for one that is made up
     * @param turns how many turns of it are copied; empty for all
     */
    SessionSummary branch(SessionId id, Optional<SessionKey> key, OptionalInt turns, Principal by);

    /**
     * Makes a key lead to a session. One key at a time does: another that led there leads nowhere from now on.
     *
     * @return that other key; empty if there was none
     */
    Optional<SessionKey> resume(SessionKey key, SessionId id, Principal by);

    /**
     * Makes a key lead nowhere, so that the next message begins a new session.
     *
     * @return the session that it led to, which stays; empty if it led nowhere
     */
    Optional<SessionId> reset(SessionKey key, Principal by);

    /** @param value empty for what is configured. Counts from the next turn */
    void set(SessionId id, SessionSetting setting, String value, Principal by);

    /** Erases a session for good: what was said and done, its title, what leads to it. A tombstone stays. */
    void delete(SessionId id, Principal by);

    /**
     * Erases the sessions that were not used for some time; never one whose turn is open.
     *
     * @param dryRun whether it is only said what would be erased
     */
    PrunedSessions prune(Duration unused, boolean dryRun, Principal by);

    /**
     * Makes the records that lists read anew from the journal.
     *
     * @return how many sessions there are
     */
    long rebuild();
}
