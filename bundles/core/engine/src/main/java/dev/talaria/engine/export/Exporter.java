package dev.talaria.engine.export;

import dev.talaria.api.context.ContextEntry;
import dev.talaria.engine.session.SessionEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Writes a conversation in one format, message by message. */
interface Exporter {
    void begin() throws IOException;

    /**
     * @param event of the journal that the message ends with; empty if it is erased
     * @param time of that event
     */
    void message(ContextEntry entry, Optional<SessionEvent> event, Instant time) throws IOException;

    void end() throws IOException;
}
