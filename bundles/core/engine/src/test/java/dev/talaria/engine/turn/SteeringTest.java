package dev.talaria.engine.turn;

import static dev.talaria.testkit.model.FakeChatModel.response;
import static dev.talaria.testkit.model.FakeChatModel.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.agent.TurnResult.Status;
import dev.talaria.api.base.Principal;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import dev.talaria.api.tool.ToolResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SteeringTest {
    private static final Principal OWNER = Principal.osUser();

    private final EngineFixture engine = new EngineFixture();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void reachesTheModelAtTheNextStepAsTheOwnersMessage() {
        engine.with(ProbeTool.harmless("a", (call, context) -> {
            assertThat(engine.runner.steer(EngineFixture.KEY, OWNER, "also count them"))
                    .isTrue();
            return ToolResult.ok("found");
        }));
        engine.model.replyTools(use("1", "a", "{\"text\":\"x\"}")).reply("done");
        engine.say("go");
        List<Message> seen = last();
        assertThat(seen).extracting(Message::role).containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL, Role.USER);
        assertThat(seen.get(3)).isEqualTo(Message.user("also count them"));
        assertThat(engine.heard(AgentEvent.Steered.class)).hasSize(1);
        assertThat(engine.store.records("session.steer", "", 10)).isEmpty();
    }

    @Test
    void whatIsSaidDuringTheLastReplyIsStillAnswered() {
        engine.model
                .reply(request -> {
                    engine.runner.steer(EngineFixture.KEY, OWNER, "one more thing");
                    return response(List.of(new Content.Text("first answer")), FinishReason.STOP);
                })
                .reply("second answer");
        assertThat(engine.say("go").text()).isEqualTo("second answer");
        assertThat(last())
                .containsExactly(Message.user("go"), Message.assistant("first answer"), Message.user("one more thing"));
    }

    @Test
    void nobodyListensWithoutATurn() {
        assertThat(engine.runner.steer(EngineFixture.KEY, OWNER, "hello?")).isFalse();
        engine.model.reply("x");
        engine.say("go");
        assertThat(engine.runner.steer(EngineFixture.KEY, OWNER, "hello?")).isFalse();
        assertThat(engine.store.records("session.steer", "", 10)).isEmpty();
    }

    @Test
    void whatAnInterruptedTurnDidNotHearStandsBeforeTheNextMessage() throws Exception {
        engine.model.blocking().reply("answer");
        CompletableFuture<TurnResult> turn = CompletableFuture.supplyAsync(() -> engine.say("go"));
        engine.model.awaitBlocked();
        assertThat(engine.runner.steer(EngineFixture.KEY, OWNER, "and this")).isTrue();
        engine.runner.interrupt(EngineFixture.KEY, "stop");
        assertThat(turn.get(10, TimeUnit.SECONDS).status()).isEqualTo(Status.INTERRUPTED);
        engine.say("now");
        assertThat(last()).containsExactly(Message.user("go\n\nand this\n\nnow"));
    }

    @Test
    void survivesACrash() throws Exception {
        engine.model.blocking();
        CompletableFuture.runAsync(() -> engine.say("go"));
        engine.model.awaitBlocked();
        engine.runner.steer(EngineFixture.KEY, OWNER, "keep this");
        // The first process is left as it is, in the middle of the turn.
        try (EngineFixture restarted = new EngineFixture(engine.store, engine.blobs)) {
            restarted.model.reply("answer");
            restarted.say("back");
            assertThat(restarted.model.requests().get(0).messages())
                    .containsExactly(Message.user("go\n\nkeep this\n\nback"));
        }
    }

    @Test
    void aTurnEndsWhenItsTimeIsUsedUp() {
        EngineSettings d = EngineSettings.defaults();
        engine.runner.configure(EngineFixture.settings(60, Duration.ofMillis(50), d.callTimeout(), d.stopPatience()));
        CountDownLatch never = new CountDownLatch(1);
        engine.with(ProbeTool.harmless("a", (call, context) -> {
            never.await();
            return ToolResult.ok("late");
        }));
        engine.model.replyTools(use("1", "a", "{\"text\":\"x\"}")).reply("again");
        TurnResult result = engine.say("go");
        assertThat(result.status()).isEqualTo(Status.OVER_BUDGET);
        assertThat(result.problem()).contains("time").contains("go on");
        engine.runner.configure(d);
        engine.say("go on");
        TurnTest.assertPairsComplete(last());
    }

    private List<Message> last() {
        var requests = engine.model.requests();
        return requests.get(requests.size() - 1).messages();
    }
}
