package dev.talaria.engine.control;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.spi.store.Store;
import java.util.List;
import java.util.function.Consumer;

/** The streams that are sessions, erased ones included. */
record Streams(Store store) {
    private static final int PAGE = 500;
    private static final String FIRST = "session.started";

    void forEach(Consumer<SessionId> use) {
        String after = "";
        List<String> page;
        do {
            page = store.streams("", after, PAGE);
            for (String name : page) {
                after = name;
                if (isSession(name)) {
                    use.accept(new SessionId(name));
                }
            }
        } while (page.size() == PAGE && !Thread.currentThread().isInterrupted());
    }

    private boolean isSession(String name) {
        List<StoredEvent> first = store.read(name, 0, 1);
        return !first.isEmpty() && first.get(0).event().type().equals(FIRST);
    }
}
