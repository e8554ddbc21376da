package dev.talaria.engine.session;

import dev.talaria.api.store.StoredEvent;
import dev.talaria.engine.json.JsonText;
import dev.talaria.engine.session.EventCodec.Fields;
import java.util.ArrayList;
import java.util.List;

/** Which events of a stream do not count any more. */
final class Undoings {
    private final List<Range> ranges = new ArrayList<>();

    /** @param after the last event before it that counts */
    private record Range(long after, long through) {}

    /** Fed with every event of a stream. */
    void note(StoredEvent stored) {
        if (stored.event().type().equals(ControlCodec.UNDONE) && stored.event().bytes().length > 0) {
            Fields fields = new Fields(JsonText.object(stored.event().bytes()));
            ranges.add(new Range(fields.number("to"), stored.sequence()));
        }
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether the event of this sequence counts. */
    boolean count(long sequence) {
        return ranges.stream().noneMatch(range -> sequence > range.after() && sequence <= range.through());
    }
}
