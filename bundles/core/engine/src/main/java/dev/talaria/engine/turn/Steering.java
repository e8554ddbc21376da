package dev.talaria.engine.turn;

import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.store.Batch;
import dev.talaria.engine.session.Steer;
import dev.talaria.spi.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What is said to a running turn, on its way from the one who says it to the turn's next step. Each word is durable
 * before it counts as said, and a turn that has stopped listening takes none. Thread-safe.
 */
final class Steering {
    private final Store store;
    private final SessionId session;
    private final LongSupplier numbers;
    private final List<Steer> said = new ArrayList<>();
    private boolean closed;

    /** @param numbers greater with each call, also after a restart */
    Steering(Store store, SessionId session, LongSupplier numbers) {
        this.store = store;
        this.session = session;
        this.numbers = numbers;
    }

    /**
     * @param along what else changes in the commit that makes it durable
     * @return false, and nothing is kept, if the turn does not listen any more
     */
    boolean say(Principal by, String text, Consumer<Batch.Builder> along) {
        return take(Steer.of(session, numbers.getAsLong(), by.id(), text), along);
    }

    /** @return false, and nothing is kept, if the turn does not listen any more */
    boolean tell(String source, String text) {
        return take(Steer.notice(session, numbers.getAsLong(), source, text), batch -> {});
    }

    private synchronized boolean take(Steer steer, Consumer<Batch.Builder> along) {
        if (closed) {
            return false;
        }
        Batch.Builder batch = Batch.builder().put(Steer.RECORD, steer.key(), 0, null, steer.bytes());
        along.accept(batch);
        store.commit(batch.build());
        said.add(steer);
        return true;
    }

    /** What was said since the last time. */
    synchronized List<Steer> take() {
        List<Steer> taken = List.copyOf(said);
        said.clear();
        return taken;
    }

    /** Stops listening, unless something was said that the turn has not heard. */
    synchronized boolean closeIfEmpty() {
        closed = said.isEmpty();
        return closed;
    }

    /** Stops listening. */
    synchronized List<Steer> close() {
        closed = true;
        return take();
    }
}
