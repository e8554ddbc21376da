package dev.talaria.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.context.Compaction;
import dev.talaria.api.context.ContextEntry;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Content.ToolOutput;
import dev.talaria.api.model.Content.ToolUse;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import dev.talaria.api.model.Usage;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.model.ModelRegistry;
import dev.talaria.engine.sandbox.SandboxRegistry;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.SessionEvent;
import dev.talaria.engine.session.SessionEvent.AssistantMessage;
import dev.talaria.engine.session.SessionEvent.Compacted;
import dev.talaria.engine.session.SessionEvent.SessionStarted;
import dev.talaria.engine.session.SessionEvent.ToolFinished;
import dev.talaria.engine.session.SessionEvent.ToolStarted;
import dev.talaria.engine.session.SessionEvent.TurnFinished;
import dev.talaria.engine.session.SessionEvent.UserMessage;
import dev.talaria.engine.session.SessionEvent.UserSteered;
import dev.talaria.engine.session.SessionJournals;
import dev.talaria.engine.session.Sessions;
import dev.talaria.engine.tool.ToolRegistry;
import dev.talaria.engine.turn.TurnQueue;
import dev.talaria.engine.usage.UsageService;
import dev.talaria.testkit.store.MemoryBlobStore;
import dev.talaria.testkit.store.MemoryStore;
import dev.talaria.testkit.tool.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Sessions to which things happen that a script says. */
final class SessionScript {
    private static final Principal ANNA = new Principal("os:anna", "Anna");

    enum Action {
        TURN,
        TURN_WITH_TOOLS,
        TURN_THAT_DIES,
        CRASH,
        SUMMARISE,
        CUT,
        UNDO,
        BRANCH,
        TITLE,
        RESET
    }

    /**
     * @param which session, of those that there are
     * @param size how much of it
     */
    record Step(Action action, int which, int size) {}

    private final ManualClock clock = new ManualClock();
    private final MemoryStore store = new MemoryStore(clock);
    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final SessionJournals catalog = new SessionJournals(store, blobs);
    private final List<SessionKey> keys = new ArrayList<>(List.of(new SessionKey("t:0")));
    private Sessions sessions = new Sessions(store, blobs, clock);
    private SessionControlService control = control();
    private int number;

    private SessionControlService control() {
        return new SessionControlService(
                store,
                blobs,
                sessions,
                new TurnQueue(),
                new ModelRegistry(UsageService.unlimited(store, clock)),
                SandboxRegistry.of(Clock.systemUTC()),
                new ToolRegistry(),
                clock);
    }

    void play(Step step) {
        clock.advance(Duration.ofSeconds(1));
        SessionKey key = keys.get(step.which() % keys.size());
        Optional<SessionId> id = sessions.idOf(key);
        switch (step.action()) {
            case TURN -> turn(key, 0, Integer.MAX_VALUE);
            case TURN_WITH_TOOLS -> turn(key, 1 + step.size() % 3, Integer.MAX_VALUE);
            case TURN_THAT_DIES -> turn(key, 2, 1 + step.size());
            case CRASH -> crash();
            case SUMMARISE -> id.ifPresent(known -> compact(key, step.size(), true));
            case CUT -> id.ifPresent(known -> compact(key, step.size(), false));
            case UNDO -> id.ifPresent(known -> undo(known, step.size()));
            case BRANCH -> id.ifPresent(known -> branch(known, step.size()));
            case TITLE -> id.ifPresent(known -> control.title(known, "title " + step.size() % 3, ANNA));
            case RESET -> control.reset(key, ANNA);
        }
    }

    /** What was in memory is gone. */
    void crash() {
        sessions = new Sessions(store, blobs, clock);
        control = control();
    }

    /** @param commits after which the process dies */
    private void turn(SessionKey key, int calls, int commits) {
        Session session = sessions.acquire(key);
        String turn = "turn" + ++number;
        List<List<SessionEvent>> steps = steps(key, session.isNew(), turn, calls);
        for (int i = 0; i < steps.size(); i++) {
            if (i == commits) {
                return;
            }
            steps.get(i).forEach(session::append);
            session.commit();
        }
        sessions.release(session);
    }

    private List<List<SessionEvent>> steps(SessionKey key, boolean isNew, String turn, int calls) {
        List<List<SessionEvent>> steps = new ArrayList<>();
        UserMessage message = new UserMessage(turn, ANNA.id(), "INTERACTIVE", "say " + turn, List.of());
        steps.add(isNew ? List.of(new SessionStarted(key.value(), ANNA.id()), message) : List.of(message));
        List<Content> uses = new ArrayList<>(List.of(new Content.Text("I look")));
        for (int i = 0; i < calls; i++) {
            uses.add(new ToolUse(turn + "-" + i, "look", "{}"));
        }
        if (calls > 0) {
            steps.add(List.of(said(turn, new Message(Role.ASSISTANT, uses))));
        }
        for (int i = 0; i < calls; i++) {
            steps.add(List.of(new ToolStarted(turn + "-" + i, "look", List.of(), i % 2 == 0)));
        }
        for (int i = calls - 1; i >= 0; i--) {
            steps.add(List.of(new ToolFinished(turn + "-" + i, "look", ToolResult.ok("seen " + i))));
        }
        steps.add(List.of(new UserSteered(turn, ANNA.id(), "and hurry")));
        steps.add(List.of(said(turn, Message.assistant("done " + turn)), new TurnFinished(turn, "COMPLETED", "")));
        return steps;
    }

    private static AssistantMessage said(String turn, Message message) {
        return new AssistantMessage(turn, "fake/one", message, FinishReason.STOP, Usage.NONE, Optional.empty());
    }

    /** A summary of what is between two messages of persons, or a tool's output cut. */
    private void compact(SessionKey key, int size, boolean summary) {
        Session session = sessions.acquire(key);
        List<ContextEntry> entries = session.conversation().entries();
        List<Long> starts = entries.stream()
                .filter(entry -> entry.message().role() == Role.USER)
                .map(ContextEntry::first)
                .toList();
        if (summary && starts.size() > 2) {
            long tail = starts.get(1 + size % (starts.size() - 1));
            session.append(new Compacted(
                    new Compaction(starts.get(0), tail, List.of(), "summary " + ++number, "test", List.of())));
        } else if (!summary) {
            outputs(entries).stream().skip(size).findFirst().ifPresent(entry -> {
                String call = ((ToolOutput) entry.message().content().get(0)).id();
                List<Compaction.Cut> cuts = List.of(new Compaction.Cut(entry.first(), call, "cut " + ++number));
                session.append(new Compacted(Compaction.cutting("test", cuts)));
            });
        }
        session.commit();
        sessions.release(session);
    }

    private void undo(SessionId id, int size) {
        int turns = (int) catalog.find(id).orElseThrow().turns();
        if (turns > 0) {
            control.undo(id, 1 + size % turns, ANNA);
        }
    }

    private void branch(SessionId id, int size) {
        int turns = (int) catalog.find(id).orElseThrow().turns();
        OptionalInt kept = size < 3 ? OptionalInt.empty() : OptionalInt.of(size % (turns + 1));
        keys.add(new SessionKey(control.branch(id, Optional.empty(), kept, ANNA).key()));
    }

    void checkEachSession() {
        for (SessionKey key : keys) {
            if (sessions.idOf(key).isPresent()) {
                check(key);
            }
        }
    }

    private void check(SessionKey key) {
        Session live = sessions.acquire(key);
        Session built = new Sessions(store, blobs, clock).read(key, live.id());
        assertThat(live.conversation().entries()).isEqualTo(built.conversation().entries());
        assertThat(live.conversation().messages())
                .isEqualTo(built.conversation().messages());
        assertThat(live.conversation().title()).isEqualTo(built.conversation().title());
        assertThat(live.lastSequence()).isEqualTo(built.lastSequence());
        assertThat(live.info().summary()).isEqualTo(built.info().summary()).isEqualTo(catalog.find(live.id()));
        assertThat(live.info().title()).isEqualTo(live.conversation().title());
        checkPairs(live.conversation().messages());
        sessions.release(live);
    }

    private static void checkPairs(List<Message> messages) {
        Set<String> open = new HashSet<>();
        for (Message message : messages) {
            if (message.role() == Role.TOOL) {
                message.content().forEach(part -> assertThat(open.remove(((ToolOutput) part).id()))
                        .isTrue());
            }
            message.toolUses().forEach(use -> open.add(use.id()));
        }
        assertThat(open).isEmpty();
    }

    private static List<ContextEntry> outputs(List<ContextEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.message().role() == Role.TOOL)
                .toList();
    }

    List<SessionSummary> summaries() {
        return catalog.list(0, 1_000);
    }

    void dropRecords() {
        for (String kind : List.of("session.info", "session.title")) {
            for (StoredRecord record : store.records(kind, "", 1_000)) {
                store.commit(Batch.builder()
                        .remove(kind, record.key(), record.version())
                        .build());
            }
        }
    }

    void rebuild() {
        control.rebuild();
    }
}
