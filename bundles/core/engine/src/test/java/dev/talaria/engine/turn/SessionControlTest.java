package dev.talaria.engine.turn;

import static dev.talaria.testkit.model.FakeChatModel.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.session.PrunedSessions;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.session.UndoneTurns;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.engine.control.SessionControlService;
import dev.talaria.engine.session.SessionJournals;
import dev.talaria.testkit.model.FakeChatModel;
import dev.talaria.testkit.tool.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people do to a session as a whole, between the turns of a real engine. */
class SessionControlTest {
    private static final Principal ANNA = new Principal("os:anna", "Anna");
    private static final SessionKey OTHER = new SessionKey("test:two");

    private final EngineFixture engine = new EngineFixture();
    private final ManualClock future = new ManualClock();
    private final SessionJournals catalog = new SessionJournals(engine.store, engine.blobs);
    private final SessionControlService control = control(future);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void whatWasTakenBackIsNotSentAnyMore() {
        say("one", "two", "three");
        UndoneTurns undone = control.undo(id(), 2, ANNA);
        assertThat(undone.message()).isEqualTo("two");
        assertThat(sentWith("four")).containsExactly("one", "re one", "four");
        assertThat(summary()).satisfies(now -> {
            assertThat(now.turns()).isEqualTo(2);
            assertThat(now.undos()).isEqualTo(1);
        });
        control.undo(id(), 1, ANNA);
        assertThat(sentWith("five")).containsExactly("one", "re one", "five");
    }

    @Test
    void noHalfOfACallStays() {
        engine.with(ProbeTool.harmless("a"));
        engine.model.replyTools(use("1", "a", "{\"text\":\"x\"}")).reply("done");
        engine.say("call");
        say("again");
        control.undo(id(), 1, ANNA);
        sentWith("more");
        List<Message> sent = last(engine.model).messages();
        TurnTest.assertPairsComplete(sent);
        assertThat(sent)
                .extracting(Message::text)
                .contains("call", "done", "more")
                .doesNotContain("again");
        control.undo(id(), 2, ANNA);
        assertThat(sentWith("anew")).containsExactly("anew");
    }

    @Test
    void moreThanThereIsCannotBeUndone() {
        say("one");
        assertThatThrownBy(() -> control.undo(id(), 2, ANNA))
                .isInstanceOf(SessionException.class)
                .hasMessageContaining("has 1 turns");
        assertThatThrownBy(() -> control.undo(id(), 0, ANNA)).isInstanceOf(SessionException.class);
        assertThatThrownBy(() -> control.undo(new SessionId("none"), 1, ANNA)).isInstanceOf(SessionException.class);
    }

    @Test
    void anUndoKeepsTitleAndSettingsOfLater() {
        say("one", "two");
        control.title(id(), "Kept", ANNA);
        control.set(id(), SessionSetting.MODEL, "fake/fake-1", ANNA);
        control.undo(id(), 2, ANNA);
        assertThat(summary().title()).isEqualTo("Kept");
        assertThat(engine.sessions.read(EngineFixture.KEY, id()).conversation().title())
                .isEqualTo("Kept");
        assertThat(engine.sessions.read(EngineFixture.KEY, id()).conversation().setting(SessionSetting.MODEL))
                .isEqualTo("fake/fake-1");
    }

    @Test
    void aTitleIsOneLineAndNobodyElsesTitle() {
        say("one");
        assertThat(control.title(id(), "  Garden\nplans\u0007 ", ANNA)).isEqualTo("Garden plans");
        assertThat(control.title(id(), "Garden plans", ANNA)).isEqualTo("Garden plans");
        engine.model.reply("x");
        engine.runner.run(requestFor(OTHER, "other"), engine);
        SessionId other = catalog.find(OTHER).orElseThrow().id();
        assertThat(control.title(other, "Garden plans", ANNA)).isEqualTo("Garden plans #2");
        assertThat(control.title(other, "y".repeat(300), ANNA)).hasSize(100);
        assertThat(catalog.resolve("Garden plans").id()).isEqualTo(id());
        assertThat(control.title(id(), "", ANNA)).isEmpty();
        assertThat(summary().title()).isEqualTo("one");
        assertThat(control.title(other, "Garden plans", ANNA)).isEqualTo("Garden plans");
    }

    @Test
    void aBranchHasThePastOfItsParentAndAFutureOfItsOwn() {
        say("one", "two");
        control.title(id(), "Trunk", ANNA);
        SessionSummary whole = control.branch(id(), Optional.of(OTHER), OptionalInt.empty(), ANNA);
        SessionSummary early = control.branch(id(), Optional.empty(), OptionalInt.of(1), ANNA);
        assertThat(whole).satisfies(branch -> {
            assertThat(branch.parent()).isEqualTo(id().value());
            assertThat(branch.title()).isEqualTo("Trunk #2");
            assertThat(branch.turns()).isEqualTo(2);
        });
        assertThat(early.key()).isEqualTo("test:one-2");
        assertThat(early.turns()).isEqualTo(1);
        say("three");
        engine.model.reply("x");
        engine.runner.run(requestFor(OTHER, "other way"), engine);
        assertThat(texts(last(engine.model))).containsExactly("one", "re one", "two", "re two", "other way");
        List<StoredEvent> copied = engine.store.read(whole.id().value(), 0, 1_000);
        assertThat(copied).allSatisfy(event -> assertThat(
                        event.sequence() > 9 || event.event().indexText() == null)
                .isTrue());
        assertThatThrownBy(() -> control.branch(id(), Optional.of(OTHER), OptionalInt.empty(), ANNA))
                .isInstanceOf(SessionException.class)
                .hasMessageContaining("leads to the session");
    }

    @Test
    void aBranchIsThereOrNot() {
        say("one");
        assertThatThrownBy(() -> control.branch(id(), Optional.of(OTHER), OptionalInt.of(2), ANNA))
                .isInstanceOf(SessionException.class);
        assertThat(catalog.find(OTHER)).isEmpty();
    }

    @Test
    void aKeyIsResetAndBroughtBack() {
        say("one");
        SessionId before = id();
        assertThat(control.reset(EngineFixture.KEY, ANNA)).contains(before);
        assertThat(control.reset(EngineFixture.KEY, ANNA)).isEmpty();
        assertThat(catalog.find(before).orElseThrow().key()).isEmpty();
        assertThat(sentWith("anew")).containsExactly("anew");
        assertThat(id()).isNotEqualTo(before);
        SessionId second = id();
        assertThat(control.resume(EngineFixture.KEY, before, ANNA)).isEmpty();
        assertThat(sentWith("two")).containsExactly("one", "re one", "two");
        assertThat(catalog.find(second).orElseThrow().key()).isEmpty();
    }

    @Test
    void aSessionHasOneKeyAtATime() {
        say("one");
        SessionId session = id();
        assertThat(control.resume(OTHER, session, ANNA)).contains(EngineFixture.KEY);
        assertThat(catalog.find(EngineFixture.KEY)).isEmpty();
        assertThat(catalog.find(OTHER).orElseThrow().key()).isEqualTo(OTHER.value());
        assertThat(sentWith("new here")).containsExactly("new here");
    }

    @Test
    void whileATurnRunsNothingIsChanged() {
        say("one");
        assertThat(engine.queue.tryEnter(EngineFixture.KEY)).isTrue();
        assertThatThrownBy(() -> control.undo(id(), 1, ANNA))
                .isInstanceOf(SessionException.class)
                .hasMessageContaining("A turn runs");
        assertThatThrownBy(() -> control.resume(OTHER, id(), ANNA)).isInstanceOf(SessionException.class);
        assertThat(engine.queue.tryEnter(OTHER)).as("given back").isTrue();
        engine.queue.leave(OTHER);
        engine.queue.leave(EngineFixture.KEY);
        control.undo(id(), 1, ANNA);
    }

    @Test
    void aSessionHasAModelOfItsOwnAndThePrefixStays() {
        FakeChatModel second = new FakeChatModel("second", Origin.CONFIGURED).reply("from the second");
        engine.models.add(second);
        say("one");
        control.set(id(), SessionSetting.MODEL, "second", ANNA);
        engine.say("two");
        assertThat(last(second).system()).isEqualTo(last(engine.model).system());
        assertThat(epochs()).isEqualTo(1);
        control.set(id(), SessionSetting.MODEL, "", ANNA);
        assertThat(sentWith("three")).endsWith("from the second", "three");
    }

    @Test
    void otherToolsetsCountFromTheNextTurnInANewEpoch() {
        engine.with(ProbeTool.harmless("a"), ProbeTool.harmless("b"));
        say("one");
        control.set(id(), SessionSetting.TOOLSETS, "b, b", ANNA);
        say("two");
        assertThat(toolsSent()).containsExactly("b");
        say("three");
        assertThat(epochs()).isEqualTo(2);
        control.undo(id(), 2, ANNA);
        say("four");
        assertThat(toolsSent()).as("the setting outlives the undo").containsExactly("b");
        control.set(id(), SessionSetting.TOOLSETS, "", ANNA);
        say("five");
        assertThat(toolsSent()).containsExactly("a", "b");
        assertThatThrownBy(() -> control.set(id(), SessionSetting.TOOLSETS, "a,z", ANNA))
                .isInstanceOf(SessionException.class)
                .hasMessageContaining("no toolset z");
    }

    @Test
    void anErasedSessionLeavesATombstoneAndNothingElse() {
        say("the secret word");
        control.title(id(), "Secret", ANNA);
        SessionId session = id();
        control.delete(session, ANNA);
        assertThat(catalog.find(session)).isEmpty();
        assertThat(catalog.keys()).isEmpty();
        assertThat(catalog.list(0, 10)).isEmpty();
        assertThatThrownBy(() -> catalog.resolve("Secret")).isInstanceOf(SessionException.class);
        List<StoredEvent> left = new ArrayList<>(engine.store.read(session.value(), 0, 100));
        StoredEvent tombstone = left.remove(left.size() - 1);
        assertThat(left)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.event().bytes()).isEmpty());
        assertThat(new String(tombstone.event().bytes(), StandardCharsets.UTF_8))
                .contains("deleted", "os:anna");
        assertThat(control.rebuild()).isZero();
        assertThat(catalog.find(session)).isEmpty();
        assertThat(sentWith("anew")).containsExactly("anew");
    }

    @Test
    void oldSessionsArePrunedButNeverAnOpenOne() {
        say("one");
        SessionId old = id();
        future.advance(Duration.ofDays(36_500));
        engine.queue.tryEnter(EngineFixture.KEY);
        assertThat(control.prune(Duration.ofDays(1), false, ANNA)).isEqualTo(new PrunedSessions(0, 0, 1));
        engine.queue.leave(EngineFixture.KEY);
        PrunedSessions plan = control.prune(Duration.ofDays(1), true, ANNA);
        assertThat(plan.sessions()).isEqualTo(1);
        assertThat(catalog.find(old)).isPresent();
        assertThat(control.prune(Duration.ofDays(1), false, ANNA)).isEqualTo(plan);
        assertThat(catalog.find(old)).isEmpty();
        assertThat(control.prune(Duration.ofDays(1), false, ANNA).sessions()).isZero();
    }

    @Test
    void theRecordsCanBeBuiltAgainFromTheJournalAlone() {
        say("one", "two");
        control.title(id(), "Trunk", ANNA);
        control.undo(id(), 1, ANNA);
        control.branch(id(), Optional.of(OTHER), OptionalInt.empty(), ANNA);
        List<SessionSummary> before = catalog.list(0, 10);
        for (String kind : List.of("session.info", "session.title")) {
            for (StoredRecord record : engine.store.records(kind, "", 10)) {
                engine.store.commit(Batch.builder()
                        .remove(kind, record.key(), record.version())
                        .build());
            }
        }
        assertThat(catalog.list(0, 10)).isEmpty();
        assertThat(control.rebuild()).isEqualTo(2);
        assertThat(catalog.list(0, 10))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("started", "changed")
                .containsExactlyInAnyOrderElementsOf(before);
        assertThat(catalog.resolve("Trunk #2").key()).isEqualTo(OTHER.value());
        say("the records that were rebuilt do not get into the way of a turn");
    }

    private SessionControlService control(Clock clock) {
        return new SessionControlService(
                engine.store,
                engine.blobs,
                engine.sessions,
                engine.queue,
                engine.models,
                engine.sandboxes,
                engine.tools,
                clock);
    }

    private void say(String... texts) {
        for (String text : texts) {
            engine.model.reply("re " + text);
            assertThat(engine.say(text).text()).isEqualTo("re " + text);
        }
    }

    private List<String> sentWith(String text) {
        say(text);
        return texts(last(engine.model));
    }

    private TurnRequest requestFor(SessionKey key, String text) {
        return TurnRequest.of(key, text).withCwd("/work");
    }

    private static ChatRequest last(FakeChatModel model) {
        return model.requests().get(model.requests().size() - 1);
    }

    private static List<String> texts(ChatRequest request) {
        return request.messages().stream().map(Message::text).toList();
    }

    private List<String> toolsSent() {
        return last(engine.model).tools().stream().map(ToolDefinition::name).toList();
    }

    private long epochs() {
        return engine.store.read(id().value(), 0, 1_000).stream()
                .filter(event -> event.event().type().equals("epoch.started"))
                .count();
    }

    private SessionSummary summary() {
        return catalog.find(EngineFixture.KEY).orElseThrow();
    }

    private SessionId id() {
        return summary().id();
    }
}
