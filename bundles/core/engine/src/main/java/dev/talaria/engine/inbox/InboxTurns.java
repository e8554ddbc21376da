package dev.talaria.engine.inbox;

import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnRequest.Source;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.gateway.Route;
import dev.talaria.api.gateway.Route.WhenBusy;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.StoreException;
import dev.talaria.engine.session.OpenTurn;
import dev.talaria.engine.turn.RepliedTurns;
import dev.talaria.spi.store.Store;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the turns of accepted messages. Whether one began or ended, only the store can say. */
final class InboxTurns {
    private static final Logger LOG = LoggerFactory.getLogger(InboxTurns.class);

    private final Store store;
    private final RepliedTurns turns;
    private final Routers routers;
    private final SessionLines lines;
    private final Supplier<String> workspace;
    /** Entries that are on their way to a session. */
    private final Set<String> under = new HashSet<>();
    /** What the next turn of a session begins with. */
    private final Map<SessionKey, Collected> collected = new HashMap<>();

    /** @param workspace absolute directory that turns work in */
    InboxTurns(Store store, RepliedTurns turns, Routers routers, SessionLines lines, Supplier<String> workspace) {
        this.store = store;
        this.turns = turns;
        this.routers = routers;
        this.lines = lines;
        this.workspace = workspace;
    }

    /** The turns that a process left open. */
    void goOnWithAll(int most) {
        store.records(OpenTurn.RECORD, "", most).stream()
                .map(OpenTurn::sessionOf)
                .forEach(this::goOnWith);
    }

    private void goOnWith(SessionKey session) {
        lines.add(session, () -> goOn(session));
    }

    /** Returns at once. */
    void begin(InboxEntry entry, Route.Turn route) {
        if (route.whenBusy() == WhenBusy.STEER && steered(entry, route)) {
            return;
        }
        add(entry);
        if (route.whenBusy() == WhenBusy.COLLECT && joins(entry, route)) {
            return;
        }
        Collected message = new Collected(entry, route);
        if (route.whenBusy() == WhenBusy.COLLECT) {
            open(message);
        } else if (route.whenBusy() == WhenBusy.INTERRUPT) {
            turns.interrupt(route.session(), "a newer message came");
        }
        lines.add(route.session(), () -> run(message));
    }

    private synchronized void add(InboxEntry entry) {
        under.add(entry.key());
    }

    synchronized boolean has(String key) {
        return under.contains(key);
    }

    private synchronized boolean joins(InboxEntry entry, Route.Turn route) {
        Collected open = collected.get(route.session());
        return open != null && open.takes(entry, route);
    }

    private synchronized void open(Collected message) {
        collected.put(message.route().session(), message);
    }

    /** Whether the turn that runs has heard it; not before others that wait for it. */
    private boolean steered(InboxEntry entry, Route.Turn route) {
        if (!entry.message().attachments().isEmpty() || lines.isAnyWaiting(route.session())) {
            return false;
        }
        try {
            return turns.steer(
                    route.session(),
                    route.principal(),
                    route.text(),
                    batch -> batch.remove(InboxEntry.RECORD, entry.key(), InboxEntry.ACCEPTED));
        } catch (StoreException e) {
            if (isGone(entry)) {
                return true; // it may be on disk all the same
            }
            throw e;
        }
    }

    private boolean isGone(InboxEntry entry) {
        return store.record(InboxEntry.RECORD, entry.key()).isEmpty();
    }

    /** @return empty if the messages have left the inbox, whatever became of their turn; else why they did not */
    private String run(Collected message) {
        List<InboxEntry> entries = close(message);
        Route.Turn route = message.route();
        TurnRequest request = new TurnRequest(
                route.session(),
                message.text(),
                message.attachments(),
                route.principal(),
                Source.GATEWAY,
                route.attended(),
                "",
                workspace.get(),
                "",
                route.approval(),
                Optional.of(route.reply()),
                new CancellationSource());
        String problem = attempt(() -> turns.run(request, batch -> remove(entries, batch), listener(request)));
        if (!isGone(entries.get(0))) {
            return problem.isEmpty() ? "its turn did not begin" : problem;
        }
        left(entries);
        // It may have broken off.
        if (OpenTurn.isOpen(store, route.session())) {
            goOnWith(route.session());
        }
        return "";
    }

    private synchronized List<InboxEntry> close(Collected message) {
        collected.remove(message.route().session(), message);
        return message.entries();
    }

    private static void remove(List<InboxEntry> entries, Batch.Builder batch) {
        entries.forEach(entry -> batch.remove(InboxEntry.RECORD, entry.key(), InboxEntry.ACCEPTED));
    }

    private synchronized void left(List<InboxEntry> entries) {
        entries.forEach(entry -> under.remove(entry.key()));
    }

    /** @return empty if no turn of the session is open any more; else why one is */
    private String goOn(SessionKey session) {
        String problem = attempt(() -> turns.goOn(session, this::listener));
        if (!OpenTurn.isOpen(store, session)) {
            return "";
        }
        return problem.isEmpty() ? "its turn is open and did not go on" : problem;
    }

    private AgentListener listener(TurnRequest request) {
        try {
            return routers.highest()
                    .map(router -> router.listener(
                            request.session(),
                            request.principal(),
                            request.reply().orElseThrow()))
                    .orElse(AgentListener.SILENT);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("Nobody hears the turn in {}: its router failed", request.session(), e);
            return AgentListener.SILENT;
        }
    }

    /** @return what went wrong, or empty */
    private static String attempt(Runnable work) {
        try {
            work.run();
            return "";
        } catch (CancellationException e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("A turn of the inbox broke off; it is tried again", e);
            return String.valueOf(e.getMessage());
        }
    }
}
