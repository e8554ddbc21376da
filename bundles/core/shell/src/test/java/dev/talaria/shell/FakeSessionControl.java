package dev.talaria.shell;

import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.PrunedSessions;
import dev.talaria.api.session.SessionControl;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.session.UndoneTurns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Remembers what it was asked for. */
final class FakeSessionControl implements SessionControl {
    final List<String> asked = new ArrayList<>();

    @Override
    public SessionSummary begin(SessionKey key, Principal by) {
        asked.add("begin " + key);
        return new FakeSessions().with("0009", key.value(), "").list(0, 1).get(0);
    }

    @Override
    public String title(SessionId id, String text, Principal by) {
        asked.add("title " + id + " " + text);
        return text;
    }

    @Override
    public UndoneTurns undo(SessionId id, int turns, Principal by) {
        asked.add("undo " + id + " " + turns);
        return new UndoneTurns(turns, "what was said", List.of());
    }

    @Override
    public SessionSummary branch(SessionId id, Optional<SessionKey> key, OptionalInt turns, Principal by) {
        asked.add("branch " + id + " " + key + " " + turns);
        return new FakeSessions()
                .with("0009", key.map(SessionKey::value).orElse("cli:made-up"), "")
                .list(0, 1)
                .get(0);
    }

    @Override
    public Optional<SessionKey> resume(SessionKey key, SessionId id, Principal by) {
        asked.add("resume " + key + " " + id);
        return Optional.of(new SessionKey("telegram:home:1"));
    }

    @Override
    public Optional<SessionId> reset(SessionKey key, Principal by) {
        asked.add("reset " + key);
        return Optional.of(new SessionId("0001"));
    }

    @Override
    public void set(SessionId id, SessionSetting setting, String value, Principal by) {
        asked.add("set " + id + " " + setting + " " + value);
    }

    @Override
    public void delete(SessionId id, Principal by) {
        asked.add("delete " + id);
    }

    @Override
    public PrunedSessions prune(Duration unused, boolean dryRun, Principal by) {
        asked.add("prune " + unused + " " + dryRun);
        return new PrunedSessions(2, 5_000, 1);
    }

    @Override
    public long rebuild() {
        return 2;
    }
}
