package dev.talaria.engine.session;

import dev.talaria.api.store.EventRecord;
import dev.talaria.engine.session.EventCodec.Fields;
import dev.talaria.engine.session.SessionEvent.Branched;
import dev.talaria.engine.session.SessionEvent.Control;
import dev.talaria.engine.session.SessionEvent.Erased;
import dev.talaria.engine.session.SessionEvent.Routed;
import dev.talaria.engine.session.SessionEvent.SettingChanged;
import dev.talaria.engine.session.SessionEvent.Titled;
import dev.talaria.engine.session.SessionEvent.Undone;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was done to a session as a whole, as events. */
final class ControlCodec {
    /** Read before all others when a session is loaded. */
    static final String UNDONE = "session.undone";

    static final String ERASED = "session.erased";
    private static final String BRANCHED = "session.branched";
    private static final String TITLED = "session.titled";
    private static final String ROUTED = "session.routed";
    private static final String SETTING = "setting.changed";

    static final Set<String> TYPES = Set.of(UNDONE, ERASED, BRANCHED, TITLED, ROUTED, SETTING);

    private ControlCodec() {}

    static EventRecord encode(Control event) {
        if (event instanceof Undone e) {
            return EventCodec.record(UNDONE, "to", e.to(), "by", e.by());
        } else if (event instanceof Branched e) {
            return EventCodec.record(BRANCHED, "from", e.from(), "by", e.by());
        } else if (event instanceof Titled e) {
            return EventCodec.record(TITLED, "title", e.title(), "by", e.by());
        } else if (event instanceof Routed e) {
            return EventCodec.record(ROUTED, "key", e.key(), "by", e.by());
        } else if (event instanceof Erased e) {
            return EventCodec.record(ERASED, "reason", e.reason(), "by", e.by());
        }
        SettingChanged e = (SettingChanged) event;
        return EventCodec.record(SETTING, "name", e.name(), "value", e.value(), "by", e.by());
    }

    /** Null for any other type. */
    static @Nullable SessionEvent decode(String type, Fields fields) {
        String by = fields.text("by");
        return switch (type) {
            case UNDONE -> new Undone(fields.number("to"), by);
            case BRANCHED -> new Branched(fields.text("from"), by);
            case TITLED -> new Titled(fields.text("title"), by);
            case ROUTED -> new Routed(fields.text("key"), by);
            case ERASED -> new Erased(fields.text("reason"), by);
            case SETTING -> new SettingChanged(fields.text("name"), fields.text("value"), by);
            default -> null;
        };
    }
}
