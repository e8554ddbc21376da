package dev.talaria.engine.session;

import dev.talaria.api.base.Json;
import dev.talaria.api.context.Compaction;
import dev.talaria.api.context.Compaction.Cut;
import dev.talaria.api.store.EventRecord;
import dev.talaria.engine.session.EventCodec.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A compaction as an event. Not indexed: a summary would be found beside what it stands for. */
final class CompactionCodec {
    static final String TYPE = "context.compacted";

    private CompactionCodec() {}

    static EventRecord encode(Compaction compaction) {
        List<Object> cuts = new ArrayList<>();
        compaction
                .cuts()
                .forEach(cut -> cuts.add(Json.object("entry", cut.entry(), "call", cut.callId(), "text", cut.text())));
        return EventCodec.record(
                TYPE,
                "headEnd",
                compaction.headEnd(),
                "tailStart",
                compaction.tailStart(),
                "kept",
                compaction.kept(),
                "summary",
                compaction.summary(),
                "how",
                compaction.how(),
                "cuts",
                cuts);
    }

    static Compaction decode(Fields fields) {
        List<Cut> cuts = new ArrayList<>();
        for (Object element : fields.list("cuts")) {
            if (element instanceof Map<?, ?> map) {
                Fields cut = new Fields(Json.freezeObject(map));
                cuts.add(new Cut(cut.number("entry"), cut.text("call"), cut.text("text")));
            }
        }
        List<Long> kept = new ArrayList<>();
        for (Object element : fields.list("kept")) {
            if (element instanceof Long sequence) {
                kept.add(sequence);
            }
        }
        return new Compaction(
                fields.number("headEnd"),
                fields.number("tailStart"),
                kept,
                fields.text("summary"),
                fields.text("how"),
                cuts);
    }
}
