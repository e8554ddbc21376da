package dev.talaria.engine.compact;

import dev.talaria.api.base.Json;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.engine.json.JsonText;
import dev.talaria.spi.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How compactions of a session went, kept in the store: when the next one may be tried. */
final class Attempts {
    private static final String RECORD = "context.attempts";
    private static final List<Duration> COOL_DOWNS =
            List.of(Duration.ofSeconds(60), Duration.ofSeconds(300), Duration.ofSeconds(900));
    private static final double LITTLE = 0.1;
    private static final int MOST_IN_VAIN = 2;
    private static final double GROWN = 1.25;

    private final Store store;
    private final Clock clock;

    Attempts(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param failures of the model for summaries, in a row
     * @param until when it is left alone, in milliseconds since 1970
     * @param inVain compactions that saved little, in a row
     * @param grownTo tokens that it must have before it is tried again after those
     */
    private record State(long failures, long until, long inVain, long grownTo) {
        static final State NEW = new State(0, 0, 0, 0);

        static State of(StoredRecord stored) {
            Map<String, Object> values = JsonText.object(stored.bytes());
            return new State(
                    number(values, "failures"),
                    number(values, "until"),
                    number(values, "inVain"),
                    number(values, "grownTo"));
        }

        private static long number(Map<String, Object> values, String name) {
            return values.get(name) instanceof Long number ? number : 0;
        }

        byte[] bytes() {
            return JsonText.bytes(
                    Json.object("failures", failures, "until", until, "inVain", inVain, "grownTo", grownTo));
        }
    }

    /** Whether it is worth a try now. */
    boolean allowed(SessionId session, long tokens) {
        State state = state(session);
        boolean cool = clock.millis() >= state.until();
        boolean grown = state.inVain() < MOST_IN_VAIN || tokens >= state.grownTo();
        return cool && grown;
    }

    /** The model for summaries failed; how long it is left alone. */
    Duration failed(SessionId session) {
        State state = state(session);
        Duration pause = COOL_DOWNS.get((int) Math.min(state.failures(), COOL_DOWNS.size() - 1));
        Instant until = clock.instant().plus(pause);
        keep(session, new State(state.failures() + 1, until.toEpochMilli(), state.inVain(), state.grownTo()));
        return pause;
    }

    /** The model for summaries answered. */
    void answered(SessionId session) {
        State state = state(session);
        keep(session, new State(0, 0, state.inVain(), state.grownTo()));
    }

    /**
     * A compaction is over.
     *
     * @return whether it is the last one for now, as they save too little
     */
    boolean saved(SessionId session, long before, long after) {
        State state = state(session);
        boolean little = before - after < before * LITTLE;
        // What had grown begins to count anew.
        long earlier = state.inVain() >= MOST_IN_VAIN ? 0 : state.inVain();
        long inVain = little ? earlier + 1 : 0;
        keep(session, new State(state.failures(), state.until(), inVain, little ? (long) (after * GROWN) : 0));
        return inVain == MOST_IN_VAIN;
    }

    private State state(SessionId session) {
        return store.record(RECORD, session.value()).map(State::of).orElse(State.NEW);
    }

    private void keep(SessionId session, State state) {
        Optional<StoredRecord> known = store.record(RECORD, session.value());
        if (state.equals(known.map(State::of).orElse(State.NEW))) {
            return;
        }
        long version = known.map(StoredRecord::version).orElse(0L);
        store.commit(Batch.builder()
                .put(RECORD, session.value(), version, null, state.bytes())
                .build());
    }
}
