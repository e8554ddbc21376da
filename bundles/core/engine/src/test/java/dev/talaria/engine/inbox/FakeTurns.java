package dev.talaria.engine.inbox;

import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.model.Usage;
import dev.talaria.api.store.Batch;
import dev.talaria.engine.turn.RepliedTurns;
import dev.talaria.spi.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Turns that only begin: each commits what changes along. */
final class FakeTurns implements RepliedTurns {
    private final Store store;
    final List<TurnRequest> begun = new ArrayList<>();
    final List<String> steered = new ArrayList<>();
    final List<SessionKey> interrupted = new ArrayList<>();
    final List<AgentListener> listeners = new ArrayList<>();
    /** Whether a turn runs that can be told something. */
    boolean listening;
    /** So many fail before they begin. */
    int failing;

    FakeTurns(Store store) {
        this.store = store;
    }

    @Override
    public TurnResult run(TurnRequest request, Consumer<Batch.Builder> along, AgentListener listener) {
        if (failing > 0) {
            failing--;
            throw new IllegalStateException("not now");
        }
        Batch.Builder batch = Batch.builder();
        along.accept(batch);
        store.commit(batch.build());
        begun.add(request);
        listeners.add(listener);
        return new TurnResult(new SessionId("s"), TurnResult.Status.COMPLETED, "", "", Usage.NONE, 0);
    }

    @Override
    public void goOn(SessionKey session, Function<TurnRequest, AgentListener> listeners) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean steer(SessionKey session, Principal by, String text, Consumer<Batch.Builder> along) {
        if (!listening) {
            return false;
        }
        Batch.Builder batch = Batch.builder();
        along.accept(batch);
        store.commit(batch.build());
        steered.add(by.name() + ": " + text);
        return true;
    }

    @Override
    public boolean interrupt(SessionKey session, String reason) {
        interrupted.add(session);
        return true;
    }

    List<String> said() {
        return begun.stream().map(TurnRequest::message).toList();
    }
}
