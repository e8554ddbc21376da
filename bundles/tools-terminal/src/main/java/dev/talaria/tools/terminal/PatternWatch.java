package dev.talaria.tools.terminal;

import dev.talaria.api.agent.Notices;
import dev.talaria.api.base.SessionId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tells the lines of one process that contain a pattern: at most once in 15 seconds, what matches meanwhile is
 * dropped. A process that matches all the time, in three such spans on end, or was told eight times, is watched no
 * longer.
 */
final class PatternWatch {
    private static final long SPAN_MS = 15_000;
    private static final int MOST_STRIKES = 3;
    private static final int MOST_NOTICES = 8;
    private static final int MOST_LINES = 20;
    private static final int MOST_CHARS = 2_000;

    private final BackgroundProcess process;
    private final Notices notices;
    private final NoticeBreaker breaker;
    private long toldMs;
    private int told;
    private int strikes;
    private boolean struck;
    private boolean over;

    PatternWatch(BackgroundProcess process, Notices notices, NoticeBreaker breaker) {
        this.process = process;
        this.notices = notices;
        this.breaker = breaker;
    }

    /** Whether it gave up. */
    boolean isOver() {
        return over;
    }

    void lines(List<String> lines, long nowMs) {
        List<String> hits = lines.stream().filter(this::matches).toList();
        if (hits.isEmpty() || over) {
            return;
        }
        if (told > 0 && nowMs - toldMs < SPAN_MS) {
            strike();
        } else if (breaker.admits(session(), nowMs)) {
            tell(hits, nowMs);
        }
    }

    private void strike() {
        if (!struck) {
            struck = true;
            strikes++;
        }
        if (strikes >= MOST_STRIKES) {
            giveUp("its output matches all the time");
        }
    }

    private void tell(List<String> hits, long nowMs) {
        if (!struck) {
            strikes = 0;
        }
        struck = false;
        toldMs = nowMs;
        told++;
        post("Background process " + process.id() + " (" + process.shownCommand() + ") printed:\n" + shown(hits));
        if (told >= MOST_NOTICES) {
            giveUp("it was told " + MOST_NOTICES + " times");
        }
    }

    private void giveUp(String why) {
        over = true;
        post("The watch_patterns of background process " + process.id() + " are off: " + why
                + ". Its end will be told; process(action=log) has its output.");
    }

    private void post(String text) {
        notices.post(new SessionId(session()), ProcessTool.NAME, text);
    }

    private boolean matches(String line) {
        return process.label().patterns().stream().anyMatch(line::contains);
    }

    private String session() {
        return process.label().owner().session();
    }

    private static String shown(List<String> hits) {
        String text = hits.stream().limit(MOST_LINES).collect(Collectors.joining("\n"));
        String cut = text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "…";
        int more = hits.size() - MOST_LINES;
        return more > 0 ? cut + "\n(and " + more + " more)" : cut;
    }
}
