package dev.talaria.engine.turn;

import static dev.talaria.testkit.model.FakeChatModel.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.agent.AgentEvent.QuestionAsked;
import dev.talaria.api.agent.TurnResult.Status;
import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionException.Code;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.audit.AuditLog;
import dev.talaria.engine.control.SessionControlService;
import dev.talaria.engine.session.SessionJournals;
import dev.talaria.spi.store.Store;
import dev.talaria.testkit.model.FakeChatModel;
import dev.talaria.testkit.store.ForwardingStore;
import dev.talaria.testkit.store.MemoryBlobStore;
import dev.talaria.testkit.store.MemoryStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session in which nothing was said yet, and what it can be given before the first message. */
class SessionBeginTest {
    private static final Principal ANNA = new Principal("os:anna", "Anna");
    private static final SessionKey KEY = EngineFixture.KEY;

    private final DyingStore store = new DyingStore(Integer.MAX_VALUE);
    private final EngineFixture engine = new EngineFixture(store, new MemoryBlobStore());
    private final SessionJournals catalog = new SessionJournals(engine.store, engine.blobs);
    private final SessionControlService control = control(engine);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void itIsListedAndFoundAndHasNoTurns() {
        SessionSummary begun = control.begin(KEY, ANNA);
        assertThat(begun.turns()).isZero();
        assertThat(begun.key()).isEqualTo(KEY.value());
        assertThat(begun.open()).isFalse();
        assertThat(begun.title()).isEmpty();
        assertThat(catalog.list(0, 10)).containsExactly(begun);
        assertThat(catalog.find(KEY)).contains(begun);
        assertThat(catalog.resolve(KEY.value())).isEqualTo(begun);
        assertThat(catalog.keys()).containsEntry(KEY, begun.id());
        assertThat(catalog.last(begun.id(), 10))
                .extracting(entry -> entry.kind() + " " + entry.who())
                .containsExactly("start os:anna");
    }

    @Test
    void aSessionThatIsThereIsNotBegunAgain() {
        SessionSummary begun = control.begin(KEY, ANNA);
        assertThat(control.begin(KEY, ANNA)).isEqualTo(begun);
        say(engine, "one");
        assertThat(control.begin(KEY, ANNA).turns()).isEqualTo(1);
        assertThat(started(begun.id())).isEqualTo(1);
    }

    @Test
    void theFirstTurnGoesOnInItWithItsSettings() {
        FakeChatModel second = new FakeChatModel("second", Origin.CONFIGURED).reply("from the second");
        engine.models.add(second);
        SessionSummary begun = control.begin(KEY, ANNA);
        control.set(begun.id(), SessionSetting.MODEL, "second", ANNA);
        assertThat(engine.say("one").text()).isEqualTo("from the second");
        assertThat(catalog.find(KEY).orElseThrow()).satisfies(now -> {
            assertThat(now.id()).isEqualTo(begun.id());
            assertThat(now.turns()).isEqualTo(1);
            assertThat(now.title()).isEqualTo("one");
            assertThat(now.source()).isEqualTo("INTERACTIVE");
        });
        assertThat(started(begun.id())).isEqualTo(1);
        assertThat(catalog.list(0, 10)).hasSize(1);
    }

    @Test
    void itOutlivesTheProcess() {
        SessionSummary begun = control.begin(KEY, ANNA);
        try (EngineFixture restarted = new EngineFixture(engine.store, engine.blobs)) {
            assertThat(control(restarted).begin(KEY, ANNA)).isEqualTo(begun);
            say(restarted, "one");
        }
        assertThat(catalog.find(KEY).orElseThrow().id()).isEqualTo(begun.id());
        assertThat(started(begun.id())).isEqualTo(1);
    }

    @Test
    void aCrashBeforeOrBehindItIsHarmless() {
        store.dieAfter(0);
        assertThatThrownBy(() -> control.begin(KEY, ANNA)).isInstanceOf(StoreException.class);
        assertThat(catalog.list(0, 10)).isEmpty();
        assertThat(catalog.keys()).isEmpty();
        store.dieAfter(1);
        SessionSummary begun = control.begin(KEY, ANNA);
        assertThatThrownBy(() -> control.set(begun.id(), SessionSetting.MODEL, "fake", ANNA))
                .isInstanceOf(StoreException.class);
        store.revive();
        try (EngineFixture restarted = new EngineFixture(engine.store, engine.blobs)) {
            say(restarted, "one");
        }
        assertThat(catalog.find(KEY).orElseThrow()).satisfies(now -> {
            assertThat(now.id()).isEqualTo(begun.id());
            assertThat(now.settings()).isEmpty();
            assertThat(now.open()).isFalse();
        });
        assertThat(started(begun.id())).isEqualTo(1);
    }

    /** Between the look where the key leads to and the place among its turns. */
    @Test
    void aTurnThatComesFirstBeginsTheSession() {
        List<Runnable> meanwhile = new ArrayList<>();
        Store slow = new ForwardingStore(new MemoryStore()) {
            @Override
            public Optional<StoredRecord> record(String kind, String key) {
                Optional<StoredRecord> seen = super.record(kind, key);
                if (kind.equals("session.key") && !meanwhile.isEmpty()) {
                    meanwhile.remove(0).run();
                }
                return seen;
            }
        };
        try (EngineFixture racing = new EngineFixture(slow, new MemoryBlobStore())) {
            meanwhile.add(() -> say(racing, "first"));
            SessionSummary begun = control(racing).begin(KEY, ANNA);
            assertThat(begun.turns()).isEqualTo(1);
            assertThat(started(slow, begun.id())).isEqualTo(1);
        }
    }

    @Test
    void aTurnThatRunsIsNotWaitedFor() {
        assertThat(engine.queue.tryEnter(KEY)).isTrue();
        assertThatThrownBy(() -> control.begin(KEY, ANNA))
                .isInstanceOfSatisfying(
                        SessionException.class, e -> assertThat(e.code()).isEqualTo(Code.BUSY));
        engine.queue.leave(KEY);
        SessionSummary begun = control.begin(KEY, ANNA);
        assertThat(engine.queue.tryEnter(KEY)).as("the place was given back").isTrue();
        assertThat(control.begin(KEY, ANNA)).isEqualTo(begun);
        engine.queue.leave(KEY);
    }

    @Test
    void whatIsDoneToSessionsCanBeDoneToIt() {
        SessionId begun = control.begin(KEY, ANNA).id();
        assertThat(engine.runner.contexts().usage(KEY).compactions()).isZero();
        engine.runner.contexts().compact(KEY, "");
        assertThat(control.title(begun, "Plans", ANNA)).isEqualTo("Plans");
        assertThatThrownBy(() -> control.undo(begun, 1, ANNA))
                .isInstanceOf(SessionException.class)
                .hasMessageContaining("has 0 turns");
        SessionSummary branch = control.branch(begun, Optional.empty(), OptionalInt.empty(), ANNA);
        assertThat(branch.turns()).isZero();
        assertThat(control.reset(KEY, ANNA)).contains(begun);
        assertThat(control.begin(KEY, ANNA).id()).isNotEqualTo(begun);
        control.delete(begun, ANNA);
        assertThat(catalog.find(begun)).isEmpty();
    }

    @Test
    void theRecordsOfItCanBeBuiltAgain() {
        SessionSummary begun = control.begin(KEY, ANNA);
        engine.store
                .records("session.info", "", 10)
                .forEach(record -> engine.store.commit(Batch.builder()
                        .remove("session.info", record.key(), record.version())
                        .build()));
        assertThat(control.rebuild()).isEqualTo(1);
        assertThat(catalog.list(0, 10))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("started", "changed")
                .containsExactly(begun);
    }

    @Test
    void theModeOfTheSessionCountsWhereTheTurnNamesNone() {
        SessionId begun = control.begin(KEY, ANNA).id();
        ProbeTool tool = new ProbeTool(
                ProbeTool.spec("t"),
                call -> new Effects(
                        List.of(new Effect(
                                EffectKind.EXECUTE, Resource.sandbox("local"), Nature.WORKSPACE_CODE, "a build")),
                        false),
                (call, context) -> ToolResult.ok("ran"));
        engine.with(tool);
        assertThat(calls(tool, Optional.empty()))
                .as("configured: ask, nobody there")
                .isZero();
        control.set(begun, SessionSetting.APPROVAL, "workspace", ANNA);
        assertThat(calls(tool, Optional.empty())).isEqualTo(1);
        assertThat(calls(tool, Optional.of(ApprovalMode.ASK)))
                .as("the turn's own mode wins")
                .isZero();
        control.undo(begun, 1, ANNA);
        assertThat(calls(tool, Optional.empty())).as("kept by an undo").isEqualTo(1);
        assertThat(directCalls(tool)).as("a person's own call").isEqualTo(1);
        control.set(begun, SessionSetting.APPROVAL, "", ANNA);
        assertThat(calls(tool, Optional.empty())).isZero();
        assertThat(engine.heard(QuestionAsked.class)).isEmpty();
    }

    @Test
    void onlyAModeIsAMode() {
        SessionId begun = control.begin(KEY, ANNA).id();
        for (String wrong : List.of("everything", "ALL", "a\nll")) {
            assertThatThrownBy(() -> control.set(begun, SessionSetting.APPROVAL, wrong, ANNA))
                    .isInstanceOfSatisfying(SessionException.class, e -> assertThat(e.remedy())
                            .isEqualTo("There are: ask, workspace, all."));
        }
        assertThat(catalog.find(begun).orElseThrow().settings()).isEmpty();
    }

    @Test
    void whoSetTheModeIsAudited() {
        SessionId begun = control.begin(KEY, ANNA).id();
        control.set(begun, SessionSetting.APPROVAL, "all", ANNA);
        control.set(begun, SessionSetting.APPROVAL, "all", ANNA);
        assertThat(new AuditLog(engine.store, Clock.systemUTC()).last(10))
                .extracting(entry -> entry.actor() + " " + entry.action() + " " + entry.object())
                .containsExactly("os:anna approval.mode session " + begun + ": all");
    }

    private int calls(ProbeTool tool, Optional<ApprovalMode> mode) {
        int before = tool.calls.size();
        engine.model.replyTools(use("c", "t", "{\"text\":\"x\"}")).reply("done");
        var message = engine.message("go");
        assertThat(engine.runner
                        .run(mode.map(message::withApproval).orElse(message), engine)
                        .status())
                .isEqualTo(Status.COMPLETED);
        return tool.calls.size() - before;
    }

    private int directCalls(ProbeTool tool) {
        int before = tool.calls.size();
        engine.runner.call("t", "{\"text\":\"x\"}", engine.message("t"), engine);
        return tool.calls.size() - before;
    }

    private static void say(EngineFixture in, String text) {
        in.model.reply("re " + text);
        assertThat(in.say(text).text()).isEqualTo("re " + text);
    }

    private long started(SessionId session) {
        return started(engine.store, session);
    }

    private static long started(Store in, SessionId session) {
        return in.read(session.value(), 0, 1_000).stream()
                .map(StoredEvent::event)
                .filter(event -> event.type().equals("session.started"))
                .count();
    }

    private static SessionControlService control(EngineFixture of) {
        return new SessionControlService(
                of.store, of.blobs, of.sessions, of.queue, of.models, of.sandboxes, of.tools, Clock.systemUTC());
    }
}
