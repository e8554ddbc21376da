package dev.talaria.tools.terminal;

import dev.talaria.api.agent.Notices;
import dev.talaria.api.sandbox.ExitStatus;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One process, looked at now and then until it ends. Thread-safe. */
final class Watched {
    private static final int MOST_FAILURES = 10;

    private final BackgroundProcess process;
    private final CompletionNotices completions;
    private final Markers markers;
    private final @Nullable PatternWatch patterns;
    private final OutputLines lines;
    private int failures;

    /** @param offset from where its output is watched */
    Watched(
            BackgroundProcess process,
            long offset,
            Notices notices,
            NoticeBreaker breaker,
            CompletionNotices completions,
            Markers markers) {
        this.process = process;
        this.completions = completions;
        this.markers = markers;
        this.lines = new OutputLines(process.detached(), offset);
        boolean watches = !process.label().patterns().isEmpty() && !markers.isSet(process, Markers.Kind.UNWATCHED);
        this.patterns = watches ? new PatternWatch(process, notices, breaker) : null;
    }

    BackgroundProcess process() {
        return process;
    }

    /** @return whether there is more to watch */
    synchronized boolean look(long nowMs) throws IOException {
        // Asked first, so that no output of its end is missed.
        Optional<ExitStatus> end = process.detached().ended();
        if (patterns != null && !patterns.isOver()) {
            patterns.lines(lines.next(), nowMs);
            if (end.isPresent()) {
                patterns.lines(lines.rest(), nowMs);
            }
            if (patterns.isOver()) {
                markers.keep(process, Markers.Kind.UNWATCHED);
            }
        }
        if (end.isPresent() && tellsEnd()) {
            completions.tell(process, end.get());
        }
        failures = 0;
        return end.isEmpty();
    }

    /** @return whether to try again */
    synchronized boolean failed() {
        return ++failures < MOST_FAILURES;
    }

    private boolean tellsEnd() {
        return process.label().tellEnd() || markers.isSet(process, Markers.Kind.UNWATCHED);
    }
}
