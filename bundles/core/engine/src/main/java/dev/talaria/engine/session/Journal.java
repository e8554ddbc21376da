package dev.talaria.engine.session;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.spi.store.Store;
import java.util.List;
import java.util.function.Consumer;

/** The stream of one session, read page by page. */
public record Journal(Store store, SessionId id) {
    private static final int PAGE = 500;

    /** Every event, in order. */
    public void forEach(Consumer<StoredEvent> use) {
        long sequence = 0;
        List<StoredEvent> page;
        do {
            page = store.read(id.value(), sequence, PAGE);
            page.forEach(use);
            sequence += page.size();
        } while (page.size() == PAGE);
    }
}
