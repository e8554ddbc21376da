package dev.talaria.engine.turn;

import static dev.talaria.testkit.model.FakeChatModel.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.agent.TurnResult.Status;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.interact.PendingQuestion;
import dev.talaria.api.tool.ToolResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ParallelCallsTest {
    private final EngineFixture engine = new EngineFixture();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void callsWithoutConflictRunTogether() {
        CyclicBarrier together = new CyclicBarrier(3);
        engine.with(ProbeTool.harmless("a", (call, context) -> {
            together.await(10, TimeUnit.SECONDS); // only passes if all three are in flight
            return ToolResult.ok("met");
        }));
        engine.model
                .replyTools(use("1", "a", text("x")), use("2", "a", text("y")), use("3", "a", text("z")))
                .reply("done");
        assertThat(engine.say("go").text()).isEqualTo("done");
        assertThat(engine.heard(AgentEvent.ToolFinished.class))
                .allSatisfy(event -> assertThat(event.result().text()).isEqualTo("met"));
    }

    @Test
    void conflictingCallsKeepTheModelsOrder() {
        List<String> order = new CopyOnWriteArrayList<>();
        // A message needs a yes; what matters here is that the resource overlaps.
        ProbeTool tool = new ProbeTool(
                ProbeTool.spec("a"),
                call -> Effects.once(EffectKind.WRITE, Resource.file("local", "/tmp/one")),
                (call, context) -> {
                    order.add("begin " + call.id());
                    order.add("end " + call.id());
                    return ToolResult.ok("");
                });
        engine.with(tool);
        engine.model
                .replyTools(use("1", "a", text("x")), use("2", "a", text("y")), use("3", "a", text("z")))
                .reply("done");
        engine.runner.run(engine.message("go").withAttended(true), this::sayYes);
        assertThat(order).containsExactly("begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3");
    }

    @Test
    void asksAPersonAndTakesNo() {
        ProbeTool tool = writer();
        engine.with(tool);
        engine.model.replyTools(use("1", "a", text("x"))).reply("done");
        engine.runner.run(engine.message("go").withAttended(true), event -> {
            if (event instanceof AgentEvent.QuestionAsked asked) {
                assertThat(asked.pending().question().content()).contains(text("x"));
                answer(asked.pending(), "deny");
            }
        });
        assertThat(tool.calls).isEmpty();
    }

    @Test
    void nobodyThereMeansNo() {
        ProbeTool tool = writer();
        engine.with(tool);
        engine.model.replyTools(use("1", "a", text("x"))).reply("done");
        engine.say("go");
        assertThat(tool.calls).isEmpty();
        assertThat(engine.heard(AgentEvent.ToolFinished.class).get(0).result().status())
                .isEqualTo(ToolResult.Status.DENIED);
    }

    @Test
    void anInterruptLeavesCompletePairs() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        engine.with(ProbeTool.harmless("a", (call, context) -> {
            inside.countDown();
            new CountDownLatch(1).await();
            return ToolResult.ok("never");
        }));
        engine.model.replyTools(use("1", "a", text("x"))).reply("after");
        CompletableFuture<TurnResult> turn = CompletableFuture.supplyAsync(() -> engine.say("go"));
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(engine.runner.interrupt(EngineFixture.KEY, "you said so")).isTrue();
        TurnResult result = turn.get(10, TimeUnit.SECONDS);
        assertThat(result.status()).isEqualTo(Status.INTERRUPTED);
        assertThat(result.problem()).contains("you said so").contains("session is kept");
        engine.say("again");
        TurnTest.assertPairsComplete(engine.model.requests().get(1).messages());
    }

    @Test
    void aCallThatIgnoresTheInterruptIsAbandonedAsUnknown() throws Exception {
        EngineSettings d = EngineSettings.defaults();
        engine.runner.configure(EngineFixture.settings(60, d.maxTurnTime(), d.callTimeout(), Duration.ofMillis(50)));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        ProbeTool deaf = new ProbeTool(ProbeTool.spec("a"), call -> new Effects(List.of(), false), (call, context) -> {
            inside.countDown();
            while (never.getCount() > 0) {
                Thread.onSpinWait();
            }
            return ToolResult.ok("late");
        });
        engine.with(deaf);
        engine.model.replyTools(use("1", "a", text("x"))).reply("after");
        CompletableFuture<TurnResult> turn = CompletableFuture.supplyAsync(() -> engine.say("go"));
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        engine.runner.interrupt(EngineFixture.KEY, "stop");
        turn.get(10, TimeUnit.SECONDS);
        never.countDown();
        assertThat(engine.heard(AgentEvent.ToolFinished.class).get(0).result().status())
                .isEqualTo(ToolResult.Status.UNKNOWN);
    }

    @Test
    void aCallThatTakesTooLongIsStopped() {
        EngineSettings d = EngineSettings.defaults();
        engine.runner.configure(EngineFixture.settings(60, d.maxTurnTime(), Duration.ofMillis(50), d.stopPatience()));
        engine.with(ProbeTool.harmless("a", (call, context) -> {
            new CountDownLatch(1).await();
            return ToolResult.ok("never");
        }));
        engine.model.replyTools(use("1", "a", text("x"))).reply("done");
        engine.say("go");
        assertThat(engine.heard(AgentEvent.ToolFinished.class).get(0).result().status())
                .isEqualTo(ToolResult.Status.TIMEOUT);
    }

    @Test
    void aModelStreamIsInterrupted() throws Exception {
        engine.model.blocking().reply("later");
        CompletableFuture<TurnResult> turn = CompletableFuture.supplyAsync(() -> engine.say("go"));
        engine.model.awaitBlocked();
        engine.runner.interrupt(EngineFixture.KEY, "enough");
        assertThat(turn.get(10, TimeUnit.SECONDS).status()).isEqualTo(Status.INTERRUPTED);
        assertThat(engine.say("on").text()).isEqualTo("later");
    }

    @Test
    void turnsOfOneSessionQueue() throws Exception {
        engine.model.blocking().reply("second");
        CompletableFuture<TurnResult> first = CompletableFuture.supplyAsync(() -> engine.say("one"));
        engine.model.awaitBlocked();
        CompletableFuture<TurnResult> second = CompletableFuture.supplyAsync(() -> engine.say("two"));
        assertThat(engine.model.requests()).hasSize(1);
        engine.runner.interrupt(EngineFixture.KEY, "next");
        assertThat(first.get(10, TimeUnit.SECONDS).status()).isEqualTo(Status.INTERRUPTED);
        assertThat(second.get(10, TimeUnit.SECONDS).text()).isEqualTo("second");
    }

    @Test
    void aRemovedToolIsDrainedThenUnknown() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        ProbeTool tool = new ProbeTool(ProbeTool.spec("a"), call -> new Effects(List.of(), false), (call, context) -> {
            inside.countDown();
            new CountDownLatch(1).await();
            return ToolResult.ok("never");
        });
        engine.with(tool);
        engine.model
                .replyTools(use("1", "a", text("x")))
                .replyTools(use("2", "a", text("x")))
                .reply("done");
        CompletableFuture<TurnResult> turn = CompletableFuture.supplyAsync(() -> engine.say("go"));
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        engine.tools.remove(tool);
        assertThat(turn.get(10, TimeUnit.SECONDS).text()).isEqualTo("done");
        assertThat(engine.heard(AgentEvent.ToolFinished.class))
                .extracting(event -> event.result().status())
                .containsExactly(ToolResult.Status.UNKNOWN, ToolResult.Status.UNAVAILABLE);
    }

    private ProbeTool writer() {
        return new ProbeTool(
                ProbeTool.spec("a"),
                call -> Effects.once(EffectKind.WRITE, Resource.file("local", "/tmp/one")),
                (call, context) -> ToolResult.ok("written"));
    }

    private void sayYes(AgentEvent event) {
        if (event instanceof AgentEvent.QuestionAsked asked) {
            answer(asked.pending(), "once");
        }
    }

    private void answer(PendingQuestion pending, String choice) {
        assertThat(engine.desk.answer(pending.id(), new dev.talaria.api.base.Principal("os:mallory", "m"), choice))
                .as("somebody else's answer does not count")
                .isFalse();
        assertThat(engine.desk.answer(pending.id(), pending.answerer(), "no-such-choice"))
                .isFalse();
        assertThat(engine.desk.answer(pending.id(), pending.answerer(), choice)).isTrue();
        assertThat(engine.desk.answer(pending.id(), pending.answerer(), "once"))
                .as("an answer counts once")
                .isFalse();
    }

    private static String text(String value) {
        return "{\"text\":\"" + value + "\"}";
    }
}
