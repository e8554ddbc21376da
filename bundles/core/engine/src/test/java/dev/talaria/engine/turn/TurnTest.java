package dev.talaria.engine.turn;

import static dev.talaria.testkit.model.FakeChatModel.response;
import static dev.talaria.testkit.model.FakeChatModel.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.agent.TurnResult.Status;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Content.ToolOutput;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.Role;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.testkit.model.FakeChatModel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnTest {
    private final EngineFixture engine = new EngineFixture();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void answersAndStreams() {
        engine.model.reply("Hello there");
        var result = engine.say("hi");
        assertThat(result.status()).isEqualTo(Status.COMPLETED);
        assertThat(result.text()).isEqualTo("Hello there");
        assertThat(engine.heard(AgentEvent.Text.class))
                .extracting(AgentEvent.Text::delta)
                .containsExactly("Hello there");
    }

    @Test
    void remembersTheConversation() {
        engine.model.reply("one").reply("two");
        engine.say("first");
        engine.say("second");
        assertThat(lastRequest().messages())
                .containsExactly(Message.user("first"), Message.assistant("one"), Message.user("second"));
    }

    @Test
    void runsToolsAndShowsTheirOutputInCallOrder() {
        engine.with(ProbeTool.harmless("a"), ProbeTool.harmless("b"));
        engine.model
                .replyTools(use("1", "b", "{\"text\":\"x\"}"), use("2", "a", "{\"text\":\"y\"}"))
                .reply("done");
        assertThat(engine.say("go").text()).isEqualTo("done");
        assertThat(outputs()).containsExactly(new ToolOutput("1", "b:x", false), new ToolOutput("2", "a:y", false));
    }

    @Test
    void replaysTheModelsOwnArgumentText() {
        engine.with(ProbeTool.harmless("a"));
        String raw = "{ \"text\" :  \"\\u0041\", \"count\": \"3\" }";
        engine.model.replyTools(use("1", "a", raw)).reply("done");
        engine.say("go");
        assertThat(lastRequest().messages().get(1).toolUses().get(0).rawArguments())
                .isEqualTo(raw);
    }

    @Test
    void coercesBySchema() {
        ProbeTool tool = ProbeTool.harmless("a");
        engine.with(tool);
        engine.model
                .replyTools(
                        use("1", "a", "{\"text\": 5, \"count\": \"3\"}"), use("2", "a", "\"{\\\"text\\\":\\\"t\\\"}\""))
                .reply("done");
        engine.say("go");
        assertThat(tool.calls).hasSize(2);
        assertThat(tool.calls.stream().map(call -> call.arguments()).toList())
                .anySatisfy(arguments ->
                        assertThat(arguments).containsEntry("text", "5").containsEntry("count", 3L))
                .anySatisfy(arguments -> assertThat(arguments).containsEntry("text", "t"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":",
                "{\"text\":\"a\"} {}",
                "[1]",
                "{\"text\":\"a\",\"text\":\"b\"}",
                "nonsense",
                "{}",
                ""
            })
    void neverRunsACallWhoseArgumentsAreBroken(String raw) {
        ProbeTool tool = ProbeTool.harmless("a");
        engine.with(tool);
        engine.model.replyTools(use("1", "a", raw)).reply("done");
        engine.say("go");
        assertThat(tool.calls).isEmpty();
        assertThat(outputs()).singleElement().satisfies(output -> {
            assertThat(output.failed()).isTrue();
            assertThat(output.text()).contains("Nothing was run");
        });
    }

    @Test
    void neverRunsATruncatedCall() {
        ProbeTool tool = ProbeTool.harmless("a", (call, context) -> ToolResult.ok("ran"));
        engine.with(tool);
        engine.model
                .reply(response(List.of(use("1", "a", "{\"text\":\"abc")), FinishReason.LENGTH))
                .reply(response(List.of(use("2", "a", "")), FinishReason.LENGTH))
                .reply("done");
        engine.say("go");
        assertThat(tool.calls).isEmpty();
        assertThat(outputs().get(0).text()).contains("cut off").contains("shorter arguments");
    }

    @Test
    void namesTheNearestToolOrAllOfThem() {
        engine.with(ProbeTool.harmless("read_file"), ProbeTool.harmless("terminal"));
        engine.model
                .replyTools(use("1", "readfile", "{}"), use("2", "launch_rocket", "{}"))
                .reply("done");
        engine.say("go");
        assertThat(outputs().get(0).text()).contains("Did you mean read_file?");
        assertThat(outputs().get(1).text()).contains("The tools are: read_file, terminal");
    }

    @Test
    void aToolThatThrowsIsAResult() {
        engine.with(ProbeTool.harmless("a", (call, context) -> {
            throw new IllegalStateException("boom");
        }));
        engine.model.replyTools(use("1", "a", "{\"text\":\"x\"}")).reply("done");
        assertThat(engine.say("go").status()).isEqualTo(Status.COMPLETED);
        assertThat(outputs().get(0).text()).contains("tool a").contains("boom");
    }

    @Test
    void refusesEffectsBeyondTheDeclared() {
        ProbeTool liar = new ProbeTool(
                ProbeTool.spec("a").effects(EffectKind.READ),
                call -> Effects.once(EffectKind.WRITE, Resource.file("local", "/tmp/x")),
                (call, context) -> ToolResult.ok("ran"));
        engine.with(liar);
        engine.model.replyTools(use("1", "a", "{\"text\":\"x\"}")).reply("done");
        engine.say("go");
        assertThat(liar.calls).isEmpty();
        assertThat(outputs().get(0).text()).contains("never declared");
    }

    @Test
    void givesTwoUsesWithOneIdTheirOwnResults() {
        engine.with(ProbeTool.harmless("a"));
        engine.model
                .replyTools(use("x", "a", "{\"text\":\"1\"}"), use("x", "a", "{\"text\":\"2\"}"))
                .reply("done");
        engine.say("go");
        assertThat(outputs()).extracting(ToolOutput::text).containsExactly("a:1", "a:2");
        assertThat(outputs()).extracting(ToolOutput::id).doesNotHaveDuplicates();
    }

    @Test
    void endsAtTheIterationBudgetWithASummary() {
        engine.runner.configure(settings(2));
        engine.with(ProbeTool.harmless("a"));
        engine.model.answering(request -> request.toolChoice() == ChatRequest.ToolChoice.NONE
                ? response(List.of(new Content.Text("summary")), FinishReason.STOP)
                : response(List.of(use("1", "a", "{\"text\":\"x\"}")), FinishReason.TOOL_USE));
        var result = engine.say("go");
        assertThat(result.status()).isEqualTo(Status.OVER_BUDGET);
        assertThat(result.text()).isEqualTo("summary");
        assertThat(engine.model.requests()).hasSize(3);
        assertThat(outputs().get(0).text()).contains("last round of tool calls");
    }

    @Test
    void aModelThatIgnoresTheBudgetLeavesNoOpenPair() {
        engine.runner.configure(settings(1));
        engine.with(ProbeTool.harmless("a"));
        engine.model.answering(request -> response(List.of(use("1", "a", "{\"text\":\"x\"}")), FinishReason.TOOL_USE));
        var result = engine.say("go");
        assertThat(result.text()).contains("Stopped after 1 model calls");
        engine.model.answering(request -> response(List.of(new Content.Text("ok")), FinishReason.STOP));
        engine.say("on");
        assertPairsComplete(lastRequest().messages());
    }

    @Test
    void asksOnceMoreForAnEmptyReply() {
        engine.model.reply("").reply("now");
        assertThat(engine.say("go").text()).isEqualTo("now");
        engine.model.reply("").reply("");
        assertThat(engine.say("go").problem()).contains("empty reply").contains("--model");
    }

    @Test
    void aFailureOfTheModelIsAnOutcomeAndTheSessionGoesOn() {
        engine.model
                .fail(new ModelException(Reason.SERVER_ERROR, "It broke at http://x.", "Try later."))
                .reply("fine");
        var failed = engine.say("one");
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.problem()).isEqualTo("It broke at http://x.\nTry later.");
        engine.say("two");
        assertThat(lastRequest().messages()).containsExactly(Message.user("one\n\ntwo"));
    }

    @Test
    void aSandboxThatIsNotHereIsSaidBeforeTheModelIsAsked() {
        TurnResult result = engine.runner.run(engine.message("go").withSandbox("moon"), engine);
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.problem()).contains("'moon'", "feature:install talaria-sandbox-moon");
        assertThat(engine.model.requests()).isEmpty();
    }

    @Test
    void theStandInIsForPeopleOnly() {
        try (EngineFixture other = new EngineFixture()) {
            var models = new dev.talaria.engine.model.ModelRegistry(other.usages);
            models.add(new FakeChatModel("offline", Origin.STAND_IN));
            assertThat(models.choose("", true, new CancellationSource())
                            .endpoint()
                            .name())
                    .isEqualTo("offline");
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> models.choose("", false, new CancellationSource()))
                    .hasMessageContaining("No model is configured");
        }
    }

    @Test
    void aFaultOfTheEngineIsAnOutcomeAndTheSessionGoesOn() {
        engine.model.reply(request -> {
            throw new IllegalStateException("a provider that breaks its contract");
        });
        var failed = engine.say("one");
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.problem()).contains("breaks its contract").contains("session is kept");
        engine.model.reply("fine");
        assertThat(engine.say("two").text()).isEqualTo("fine");
        assertThat(lastRequest().messages()).containsExactly(Message.user("one\n\ntwo"));
    }

    @Test
    void countsUsage() {
        engine.with(ProbeTool.harmless("a"));
        engine.model.replyTools(use("1", "a", "{\"text\":\"x\"}")).reply("done");
        assertThat(engine.say("go").usage().inputTokens()).isEqualTo(20);
    }

    private static EngineSettings settings(int maxModelCalls) {
        EngineSettings d = EngineSettings.defaults();
        return EngineFixture.settings(maxModelCalls, d.maxTurnTime(), d.callTimeout(), d.stopPatience());
    }

    private ChatRequest lastRequest() {
        return engine.model.requests().get(engine.model.requests().size() - 1);
    }

    private List<ToolOutput> outputs() {
        List<Message> messages = lastRequest().messages();
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role() == Role.TOOL) {
                return messages.get(i).content().stream()
                        .map(ToolOutput.class::cast)
                        .toList();
            }
        }
        return List.of();
    }

    static void assertPairsComplete(List<Message> messages) {
        for (int i = 0; i < messages.size(); i++) {
            List<String> wanted =
                    messages.get(i).toolUses().stream().map(Content.ToolUse::id).toList();
            if (!wanted.isEmpty()) {
                assertThat(messages.get(i + 1).content())
                        .extracting(part -> ((ToolOutput) part).id())
                        .isEqualTo(wanted);
            }
        }
    }
}
