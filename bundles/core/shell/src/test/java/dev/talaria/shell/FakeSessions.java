package dev.talaria.shell;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionException.Code;
import dev.talaria.api.session.SessionSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sessions that a test names; the one that was added last was used last. */
final class FakeSessions implements SessionCatalog {
    private final List<SessionSummary> all = new ArrayList<>();

    FakeSessions with(String id, String key, String title) {
        all.add(
                0,
                new SessionSummary(
                        key,
                        new SessionId(id),
                        Instant.EPOCH,
                        Instant.EPOCH,
                        3,
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

    @Override
    public Map<SessionKey, SessionId> keys() {
        Map<SessionKey, SessionId> keys = new LinkedHashMap<>();
        all.forEach(one -> keys.put(new SessionKey(one.key()), one.id()));
        return keys;
    }

    @Override
    public List<SessionSummary> list(int offset, int limit) {
        return all.stream().skip(offset).limit(limit).toList();
    }

    @Override
    public Optional<SessionSummary> find(SessionKey key) {
        return all.stream().filter(one -> one.key().equals(key.value())).findFirst();
    }

    @Override
    public Optional<SessionSummary> find(SessionId id) {
        return all.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    @Override
    public SessionSummary resolve(String given) {
        List<SessionSummary> found = all.stream()
                .filter(one -> one.key().equals(given)
                        || one.id().value().startsWith(given)
                        || one.title().startsWith(given))
                .toList();
        if (found.size() != 1) {
            Code code = found.isEmpty() ? Code.NOT_FOUND : Code.AMBIGUOUS;
            throw new SessionException(code, code + ": " + given, "session:list has them.");
        }
        return found.get(0);
    }

    @Override
    public List<SessionEntry> last(SessionId id, int limit) {
        return List.of(
                new SessionEntry(7, Instant.EPOCH, "user", "os:anna", "said in " + id + "\nsecond line\u001b[2J"));
    }
}
