package dev.talaria.engine.turn;

import static dev.talaria.testkit.model.FakeChatModel.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.TurnInfo;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.agent.TurnResult.Status;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.spi.agent.TurnInterceptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterceptorTest {
    private final EngineFixture engine = new EngineFixture();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void changesTheMessagesOnTheirWayOnly() {
        engine.interceptors.add(new TurnInterceptor() {
            @Override
            public List<Message> beforeModel(ChatRequest request, TurnInfo turn) {
                return List.of(Message.user("replaced"));
            }
        });
        engine.model.reply("one").reply("two");
        engine.say("secret");
        assertThat(engine.model.requests().get(0).messages()).containsExactly(Message.user("replaced"));
        try (EngineFixture restarted = new EngineFixture(engine.store, engine.blobs)) {
            restarted.model.reply("x");
            restarted.say("more");
            assertThat(restarted.model.requests().get(0).messages().get(0)).isEqualTo(Message.user("secret"));
        }
    }

    @Test
    void hearsOfEveryTurnsEndAndCannotHarmIt() {
        List<String> ends = new ArrayList<>();
        engine.interceptors.add(new TurnInterceptor() {
            @Override
            public void afterTurn(TurnInfo turn, TurnResult result, Duration took) {
                ends.add(result.status() + " " + took.isNegative());
                throw new IllegalStateException("boom");
            }
        });
        engine.model.reply("fine");
        assertThat(engine.say("go").text()).isEqualTo("fine");
        engine.model.fail(new ModelException(ModelException.Reason.AUTHENTICATION, "no", "see", null, null));
        engine.say("go");
        assertThat(ends).containsExactly("COMPLETED false", "FAILED false");
    }

    @Test
    void refusesACallAndRewritesAResult() {
        ProbeTool tool = ProbeTool.harmless("a");
        engine.with(tool);
        engine.interceptors.add(new TurnInterceptor() {
            @Override
            public Optional<ToolResult> beforeTool(ToolCall call, TurnInfo turn) {
                return call.id().equals("1") ? Optional.of(ToolResult.denied("not that")) : Optional.empty();
            }

            @Override
            public ToolResult afterTool(ToolCall call, ToolResult result, TurnInfo turn) {
                return ToolResult.ok("masked");
            }
        });
        engine.model
                .replyTools(use("1", "a", "{\"text\":\"x\"}"), use("2", "a", "{\"text\":\"y\"}"))
                .reply("done");
        engine.say("go");
        assertThat(tool.calls).extracting(ToolCall::id).containsExactly("2");
        assertThat(engine.heard(AgentEvent.ToolFinished.class))
                .extracting(event -> event.result().text())
                .containsExactlyInAnyOrder("not that", "masked");
    }

    @Test
    void cannotAllowWhatTheGateDenies() {
        ProbeTool writer = new ProbeTool(
                ProbeTool.spec("a"),
                call -> Effects.once(EffectKind.WRITE, Resource.file("local", "/tmp/x")),
                (call, context) -> ToolResult.ok("written"));
        engine.with(writer);
        engine.interceptors.add(new TurnInterceptor() {});
        engine.model.replyTools(use("1", "a", "{\"text\":\"x\"}")).reply("done");
        engine.say("go");
        assertThat(writer.calls).isEmpty();
    }

    @Test
    void aBrokenOneRefusesAndIsNamed() {
        ProbeTool tool = ProbeTool.harmless("a");
        engine.with(tool);
        engine.interceptors.add(new TurnInterceptor() {
            @Override
            public Optional<ToolResult> beforeTool(ToolCall call, TurnInfo turn) {
                throw new IllegalStateException("broken");
            }
        });
        engine.model.replyTools(use("1", "a", "{\"text\":\"x\"}")).reply("done");
        engine.say("go");
        assertThat(tool.calls).isEmpty();
        assertThat(engine.heard(AgentEvent.ToolFinished.class).get(0).result().text())
                .contains("interceptor of " + getClass().getName());
    }

    @Test
    void aBrokenOneAfterACallWithholdsItsText() {
        engine.with(ProbeTool.harmless("a"));
        engine.interceptors.add(new TurnInterceptor() {
            @Override
            public ToolResult afterTool(ToolCall call, ToolResult result, TurnInfo turn) {
                throw new IllegalStateException("broken");
            }
        });
        engine.model.replyTools(use("1", "a", "{\"text\":\"top secret\"}")).reply("done");
        engine.say("go");
        assertThat(engine.heard(AgentEvent.ToolFinished.class).get(0).result().text())
                .contains("withheld")
                .doesNotContain("top secret");
    }

    @Test
    void aBrokenOneBeforeTheModelEndsTheTurn() {
        engine.interceptors.add(new TurnInterceptor() {
            @Override
            public List<Message> beforeModel(ChatRequest request, TurnInfo turn) {
                throw new IllegalStateException("broken");
            }
        });
        var result = engine.say("go");
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.problem()).contains("Update that bundle");
        assertThat(engine.model.requests()).isEmpty();
    }

    @Test
    void goOutInOrderAndComeBackInReverse() {
        List<String> order = new ArrayList<>();
        for (String name : List.of("outer", "inner")) {
            engine.interceptors.add(new TurnInterceptor() {
                @Override
                public List<Message> beforeModel(ChatRequest request, TurnInfo turn) {
                    order.add("before " + name);
                    return request.messages();
                }

                @Override
                public void afterModel(ChatRequest request, ChatResponse response, TurnInfo turn) {
                    order.add("after " + name);
                    throw new IllegalStateException("only looks");
                }
            });
        }
        engine.model.reply("x");
        assertThat(engine.say("go").text()).isEqualTo("x");
        assertThat(order).containsExactly("before outer", "before inner", "after inner", "after outer");
    }
}
