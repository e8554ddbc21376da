package dev.talaria.engine.export;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.context.ContextEntry;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.engine.session.Conversation;
import dev.talaria.engine.session.EventCodec;
import dev.talaria.engine.session.Journal;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Takes an exporter over a conversation, beside the events that it was made of. */
record Walk(Store store, BlobStore blobs) {
    void over(SessionId id, Conversation conversation, Exporter exporter) throws IOException {
        Map<Long, ContextEntry> entries = new HashMap<>();
        conversation.entries().forEach(entry -> entries.put(entry.first(), entry));
        exporter.begin();
        new Journal(store, id).forEach(stored -> {
            ContextEntry entry = entries.get(stored.sequence());
            if (entry != null) {
                message(exporter, entry, stored);
            }
        });
        exporter.end();
    }

    private void message(Exporter exporter, ContextEntry entry, StoredEvent stored) {
        try {
            exporter.message(entry, EventCodec.decode(stored.event(), blobs), stored.time());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
