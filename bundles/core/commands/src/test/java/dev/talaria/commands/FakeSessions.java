package dev.talaria.commands;

import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.PrunedSessions;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionControl;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionException.Code;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.session.UndoneTurns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Sessions in memory, the one used last first; remembers what was changed, one line each. */
final class FakeSessions implements SessionCatalog, SessionControl {
    final List<String> changed = new ArrayList<>();
    final List<SessionEntry> said = new ArrayList<>();
    UndoneTurns undone = new UndoneTurns(1, "what was said", List.of());
    private final Map<SessionId, SessionSummary> all = new LinkedHashMap<>();

    FakeSessions with(String id, String key, String title, long turns, Instant used) {
        put(new SessionSummary(
                key,
                new SessionId(id),
                used,
                used,
                turns,
                20,
                title,
                "",
                "INTERACTIVE",
                "",
                Map.of(),
                0,
                0,
                5_000,
                false));
        return this;
    }

    FakeSessions undoing(String message, Attachment... attachments) {
        undone = new UndoneTurns(1, message, List.of(attachments));
        return this;
    }

    private SessionSummary put(SessionSummary summary) {
        all.put(summary.id(), summary);
        return summary;
    }

    @Override
    public Map<SessionKey, SessionId> keys() {
        Map<SessionKey, SessionId> keys = new LinkedHashMap<>();
        all.values().forEach(one -> keys.put(new SessionKey(one.key()), one.id()));
        return keys;
    }

    @Override
    public List<SessionSummary> list(int offset, int limit) {
        return all.values().stream().skip(offset).limit(limit).toList();
    }

    @Override
    public Optional<SessionSummary> find(SessionKey key) {
        return all.values().stream()
                .filter(one -> one.key().equals(key.value()))
                .findFirst();
    }

    @Override
    public Optional<SessionSummary> find(SessionId id) {
        return Optional.ofNullable(all.get(id));
    }

    @Override
    public SessionSummary resolve(String given) {
        return all.values().stream()
                .filter(one -> one.key().equals(given)
                        || one.title().equals(given)
                        || one.id().value().equals(given))
                .findFirst()
                .orElseThrow(() -> new SessionException(
                        Code.NOT_FOUND, "No session has the key '" + given + "'.", "session:list has them."));
    }

    @Override
    public List<SessionEntry> last(SessionId id, int limit) {
        return said;
    }

    @Override
    public SessionSummary begin(SessionKey key, Principal by) {
        return find(key).orElseGet(() -> {
            changed.add("begin " + key + " " + by.id());
            return with("new", key.value(), "", 0, Instant.EPOCH).all.get(new SessionId("new"));
        });
    }

    @Override
    public String title(SessionId id, String text, Principal by) {
        changed.add("title " + id + " " + text);
        return text;
    }

    @Override
    public UndoneTurns undo(SessionId id, int turns, Principal by) {
        changed.add("undo " + id + " " + turns);
        return new UndoneTurns(turns, undone.message(), undone.attachments());
    }

    @Override
    public SessionSummary branch(SessionId id, Optional<SessionKey> key, OptionalInt turns, Principal by) {
        changed.add("branch " + id + " " + turns);
        SessionSummary parent = all.get(id);
        with("copy", parent.key() + "-2", parent.title(), turns.orElse((int) parent.turns()), parent.changed());
        return all.get(new SessionId("copy"));
    }

    @Override
    public Optional<SessionKey> resume(SessionKey key, SessionId id, Principal by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<SessionId> reset(SessionKey key, Principal by) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void set(SessionId id, SessionSetting setting, String value, Principal by) {
        if (value.contains("nonsense")) {
            throw new SessionException(Code.REFUSED, "There is no " + value + ".", "There are others.");
        }
        changed.add("set " + setting.key() + "=" + value);
        SessionSummary old = all.get(id);
        Map<String, String> settings = new HashMap<>(old.settings());
        settings.put(setting.key(), value);
        put(new SessionSummary(
                old.key(),
                id,
                old.started(),
                old.changed(),
                old.turns(),
                old.events(),
                old.title(),
                old.titledBy(),
                old.source(),
                old.parent(),
                settings,
                old.undos(),
                old.compactions(),
                old.bytes(),
                old.open()));
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
        throw new UnsupportedOperationException();
    }
}
