package dev.talaria.tools.agent;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionException.Code;
import dev.talaria.api.session.SessionSearch;
import dev.talaria.api.session.SessionSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A session, {@code s1}, about tulips, and the one that asks; it keeps what was asked. */
final class FakeSearch implements SessionSearch {
    static final Instant TIME = Instant.parse("2026-11-23T04:05:06Z");

    final List<Query> asked = Collections.synchronizedList(new ArrayList<>());
    boolean indexed = true;
    String longText = "short";

    static SessionSummary summary(String id, String title) {
        return new SessionSummary(
                "cli:x", new SessionId(id), TIME, TIME, 3, 9, title, "", "INTERACTIVE", "", Map.of(), 0, 0, 1, false);
    }

    @Override
    public List<FoundSession> find(Query query) {
        if (!indexed) {
            throw new SessionException(Code.UNAVAILABLE, "No search index is installed.", "Install one.");
        }
        asked.add(query);
        if (!query.text().contains("tulips")) {
            return List.of();
        }
        Hit hit = new Hit(4, TIME, Speaker.MODEL, "m1", "wild >>>tulips<<<\ngrow");
        return List.of(
                new FoundSession(summary("s1", "Garden\nplans"), List.of(hit), 2),
                new FoundSession(summary("test-session", ""), List.of(hit), 0));
    }

    @Override
    public List<SessionEntry> around(SessionId session, long sequence, int window) {
        existing(session);
        return List.of(
                new SessionEntry(sequence, TIME, "tool", "read_file", longText),
                new SessionEntry(sequence + 1, TIME, "model", "m1", longText));
    }

    @Override
    public Reading read(SessionId session) {
        existing(session);
        return new Reading(
                summary(session.value(), session.value().equals("s1") ? "Garden" : "Here"),
                List.of(new SessionEntry(2, TIME, "user", "os:anna", "begin")),
                List.of(new SessionEntry(90, TIME, "model", "m1", "end")),
                true);
    }

    @Override
    public List<SessionSummary> browse(Optional<SessionId> asking, int limit) {
        return List.of(summary("s1", "Garden"));
    }

    private static void existing(SessionId session) {
        if (!List.of("s1", "test-session").contains(session.value())) {
            throw new SessionException(
                    Code.NOT_FOUND, "There is no session " + session + ".", "session:list has them.");
        }
    }
}
