package dev.talaria.gateway.hub;

import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.PrunedSessions;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionControl;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.session.UndoneTurns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Keys and what they lead to. */
final class FakeSessions implements SessionCatalog, SessionControl {
    final Map<SessionKey, SessionSummary> known = new HashMap<>();
    final List<String> done = new ArrayList<>();
    boolean busy;

    void used(String key, Instant when) {
        known.put(
                new SessionKey(key),
                new SessionSummary(
                        key, new SessionId("s1"), when, when, 1, 1, "", "", "GATEWAY", "", Map.of(), 0, 0, 0, false));
    }

    @Override
    public Optional<SessionSummary> find(SessionKey key) {
        return Optional.ofNullable(known.get(key));
    }

    @Override
    public Optional<SessionId> reset(SessionKey key, Principal by) {
        if (busy) {
            throw new SessionException(SessionException.Code.BUSY, "A turn runs.", "");
        }
        done.add("reset " + key + " by " + by.id());
        return Optional.ofNullable(known.remove(key)).map(SessionSummary::id);
    }

    @Override
    public Optional<SessionKey> resume(SessionKey key, SessionId id, Principal by) {
        done.add("resume " + id.value() + " at " + key);
        return Optional.empty();
    }

    @Override
    public Map<SessionKey, SessionId> keys() {
        return Map.of();
    }

    @Override
    public List<SessionSummary> list(int offset, int limit) {
        return List.copyOf(known.values());
    }

    @Override
    public Optional<SessionSummary> find(SessionId id) {
        return Optional.empty();
    }

    @Override
    public SessionSummary resolve(String given) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<SessionEntry> last(SessionId id, int limit) {
        return List.of();
    }

    @Override
    public SessionSummary begin(SessionKey key, Principal by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String title(SessionId id, String text, Principal by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UndoneTurns undo(SessionId id, int turns, Principal by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SessionSummary branch(SessionId id, Optional<SessionKey> key, OptionalInt turns, Principal by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void set(SessionId id, SessionSetting setting, String value, Principal by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(SessionId id, Principal by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PrunedSessions prune(Duration unused, boolean dryRun, Principal by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long rebuild() {
        return 0;
    }
}
