package dev.talaria.tools.terminal;

import dev.talaria.api.agent.Notices;
import dev.talaria.api.base.SessionId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Keeps many watched processes together from flooding: after 15 matches told in 10 seconds it is silent for 30, and
 * says both when that begins and when it is over. Ends of processes are told all the same. Thread-safe.
 */
final class NoticeBreaker {
    private static final int MOST = 15;
    private static final long WINDOW_MS = 10_000;
    private static final long SILENCE_MS = 30_000;

    private final Notices notices;
    private final Deque<Long> told = new ArrayDeque<>();
    private final Set<String> silenced = new LinkedHashSet<>();
    private long silentUntilMs;

    NoticeBreaker(Notices notices) {
        this.notices = notices;
    }

    /** Whether one more may be told. */
    synchronized boolean admits(String session, long nowMs) {
        release(nowMs);
        if (silentUntilMs > 0) {
            silence(session);
            return false;
        }
        while (!told.isEmpty() && nowMs - told.peekFirst() >= WINDOW_MS) {
            told.removeFirst();
        }
        if (told.size() >= MOST) {
            silentUntilMs = nowMs + SILENCE_MS;
            silence(session);
            return false;
        }
        told.addLast(nowMs);
        return true;
    }

    /** Ends the silence when it is time. */
    synchronized void release(long nowMs) {
        if (silentUntilMs > 0 && nowMs >= silentUntilMs) {
            silentUntilMs = 0;
            told.clear();
            for (String session : silenced) {
                post(
                        session,
                        "Matches of watch_patterns are told again. Those of the last 30 seconds were not;"
                                + " process(action=log) has the output.");
            }
            silenced.clear();
        }
    }

    synchronized boolean isSilent() {
        return silentUntilMs > 0;
    }

    private void silence(String session) {
        if (silenced.add(session)) {
            post(
                    session,
                    "Too many matches of watch_patterns, over all processes: none is told for 30 seconds."
                            + " Use rarer patterns.");
        }
    }

    private void post(String session, String text) {
        notices.post(new SessionId(session), ProcessTool.NAME, text);
    }
}
