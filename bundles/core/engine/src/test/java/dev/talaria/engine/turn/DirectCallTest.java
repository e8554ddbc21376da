package dev.talaria.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.AgentEvent.QuestionAsked;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.Blob;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolResult.Status;
import dev.talaria.engine.sandbox.FakeProvider;
import dev.talaria.engine.session.SessionJournals;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectCallTest {
    private static final SessionKey SHELL = new SessionKey("shell:anna");

    private final EngineFixture engine = new EngineFixture();
    private final ProbeTool harmless = ProbeTool.harmless("say");
    private final ProbeTool writer = new ProbeTool(
            ProbeTool.spec("write"),
            call -> Effects.once(EffectKind.NETWORK, new Resource("net:example.org:443")),
            (call, context) -> ToolResult.ok("sent for " + context.principal().name()));

    DirectCallTest() {
        engine.with(harmless, writer);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aCallRunsForThePersonAndNoModelIsAsked() {
        ToolResult result = call("say", "{\"text\":\"hi\",\"count\":\"3\"}", request());
        assertThat(result).isEqualTo(ToolResult.ok("say:hi"));
        assertThat(harmless.calls.get(0).arguments()).containsEntry("count", 3L);
        assertThat(engine.model.requests()).isEmpty();
    }

    @Test
    void theArgumentsAreCheckedAsAModelsAre() {
        assertThat(call("say", "{}", request())).satisfies(result -> {
            assertThat(result.status()).isEqualTo(Status.ERROR);
            assertThat(result.text()).contains("text");
        });
        assertThat(call("say", "{", request()).status()).isEqualTo(Status.ERROR);
        assertThat(call("writ", "{}", request()).text()).contains("Did you mean write?");
        assertThat(harmless.calls).isEmpty();
    }

    @Test
    void theGateJudgesItAndNobodyThereMeansNo() {
        assertThat(call("write", "{\"text\":\"x\"}", request()).status()).isEqualTo(Status.DENIED);
        assertThat(writer.calls).isEmpty();
        assertThat(entries()).anyMatch(entry -> entry.startsWith("gate "));
    }

    @Test
    void thePersonWhoTypesIsAsked() {
        ToolResult result =
                engine.runner.call("write", "{\"text\":\"x\"}", request().withAttended(true), event -> {
                    if (event instanceof QuestionAsked asked) {
                        engine.desk.answer(asked.pending().id(), asked.pending().answerer(), "once");
                    }
                });
        assertThat(result.text()).startsWith("sent for ");
        assertThat(entries()).contains("answer os:" + System.getProperty("user.name") + " once");
    }

    @Test
    void itIsJournaledAsATurnOfItsOwn() {
        call("say", "{\"text\":\"hi\"}", request());
        call("say", "{\"text\":\"ho\"}", request());
        assertThat(entries())
                .contains("model none/none → say {\"text\":\"hi\"}", "tool say started", "tool say ok: say:ho");
        assertThat(entries().stream().filter("end  completed"::equals)).hasSize(2);
        SessionJournals journals = new SessionJournals(engine.store, engine.blobs);
        assertThat(journals.find(SHELL)).hasValueSatisfying(summary -> {
            assertThat(summary.turns()).isEqualTo(2);
            assertThat(summary.title()).isEqualTo("tool:call");
        });
    }

    @Test
    void itWorksInTheSandboxThatTheRequestNames() {
        FakeProvider moon = new FakeProvider("moon");
        engine.sandboxes.bindProvider(moon);
        call("say", "{\"text\":\"hi\"}", request().withSandbox("moon"));
        call("say", "{\"text\":\"ho\"}", request());
        assertThat(harmless.calls).extracting(ToolCall::sandboxId).containsExactly("moon", "local");
        assertThat(harmless.calls).extracting(ToolCall::cwd).containsExactly("/workspace", "/work");
        assertThat(moon.done).containsExactly("open moon");
    }

    @Test
    void withoutThatSandboxItNeverBegins() {
        ToolResult result = call("say", "{\"text\":\"hi\"}", request().withSandbox("moon"));
        assertThat(result.status()).isEqualTo(Status.UNAVAILABLE);
        assertThat(result.text()).contains("'moon'", "feature:install talaria-sandbox-moon");
        assertThat(harmless.calls).isEmpty();
        assertThat(new SessionJournals(engine.store, engine.blobs).find(SHELL)).isEmpty();
    }

    @Test
    void itsAttachmentsAreKept() {
        byte[] text = "what the disk said".getBytes(StandardCharsets.UTF_8);
        Attachment attached = new Attachment("disk.txt", "text/plain", Blob.of(text));
        call("say", "{\"text\":\"hi\"}", request().withAttachments(List.of(attached)));
        assertThat(engine.blobs.get(attached.data().hash())).contains(text);
        engine.model.reply("fine");
        engine.runner.run(TurnRequest.of(SHELL, "go on").withCwd("/work"), engine);
        assertThat(engine.model.requests().get(0).messages().get(0).text()).contains("what the disk said");
    }

    @Test
    void aListenerHearsIt() {
        call("say", "{\"text\":\"hi\"}", request());
        assertThat(engine.heard(AgentEvent.ToolFinished.class)).hasSize(1);
    }

    @Test
    void oneThatIsStoppedBeforeNeverBegins() {
        CancellationSource stopped = new CancellationSource();
        stopped.cancel("Ctrl-C");
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> call("say", "{\"text\":\"hi\"}", request().withCancellation(stopped)));
        assertThat(harmless.calls).isEmpty();
    }

    @Test
    void aConversationGoesOnAfterIt() {
        call("say", "{\"text\":\"hi\"}", request());
        engine.model.reply("fine");
        assertThat(engine.runner
                        .run(TurnRequest.of(SHELL, "go on").withCwd("/work").withApproval(ApprovalMode.ASK), engine)
                        .text())
                .isEqualTo("fine");
    }

    private ToolResult call(String tool, String arguments, TurnRequest request) {
        return engine.runner.call(tool, arguments, request, engine);
    }

    private static TurnRequest request() {
        return TurnRequest.of(SHELL, "tool:call").withCwd("/work");
    }

    private List<String> entries() {
        SessionJournals journals = new SessionJournals(engine.store, engine.blobs);
        return journals.last(journals.keys().get(SHELL), 100).stream()
                .map(DirectCallTest::line)
                .toList();
    }

    private static String line(SessionEntry entry) {
        return entry.kind() + " " + entry.who() + " " + entry.text();
    }
}
