package dev.talaria.engine.turn;

import static dev.talaria.testkit.model.FakeChatModel.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.base.Address;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.OutboxEntry;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.session.OpenTurn;
import dev.talaria.testkit.model.FakeChatModel;
import dev.talaria.testkit.store.ForwardingStore;
import dev.talaria.testkit.store.MemoryBlobStore;
import dev.talaria.testkit.store.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Turns with a place to reply to: how they end, and how they go on in another process. */
class OpenTurnTest {
    private static final Address CHAT = Address.of("fake", "work", "a").withReplyTo("m1");

    private final MemoryStore store = new MemoryStore();
    private final MemoryBlobStore blobs = new MemoryBlobStore();

    private EngineFixture engine() {
        return new EngineFixture(store, blobs);
    }

    private static TurnRequest request(EngineFixture engine, String text) {
        return engine.message(text).withReply(CHAT).withSource(TurnRequest.Source.GATEWAY);
    }

    private List<String> replies() {
        return store.outbox(null, 100).stream().map(OpenTurnTest::text).toList();
    }

    private static String text(OutboxEntry row) {
        assertThat(row.lane()).isEqualTo("fake:work/a");
        String bytes = new String(row.bytes(), StandardCharsets.UTF_8);
        assertThat(bytes).contains("\"replyTo\":\"m1\"");
        return bytes;
    }

    private boolean isOpen() {
        return OpenTurn.isOpen(store, EngineFixture.KEY);
    }

    @Test
    void theReplyIsInTheOutboxWhenTheTurnHasEndedAndTheTurnIsClosed() {
        try (EngineFixture engine = engine()) {
            engine.model.reply(asked -> {
                assertThat(isOpen()).isTrue();
                return FakeChatModel.response(List.of(new Content.Text("hello")), FinishReason.STOP);
            });
            engine.runner.run(request(engine, "hi"), engine);
        }
        assertThat(replies()).singleElement().asString().contains("\"text\":\"hello\"");
        assertThat(isOpen()).isFalse();
    }

    @Test
    void aTurnWhoseCallerHasTheReplyPutsNothingIntoTheOutbox() {
        try (EngineFixture engine = engine()) {
            engine.model.reply("hello");
            engine.say("hi");
        }
        assertThat(replies()).isEmpty();
        assertThat(store.records(OpenTurn.RECORD, "", 10)).isEmpty();
    }

    @Test
    void aFailedTurnRepliesWithItsProblem() {
        try (EngineFixture engine = engine()) {
            engine.model.fail(new ModelException(ModelException.Reason.AUTHENTICATION, "The key is wrong.", "Set it."));
            engine.runner.run(request(engine, "hi"), engine);
        }
        assertThat(replies()).singleElement().asString().contains("The key is wrong.");
        assertThat(isOpen()).isFalse();
    }

    @Test
    void aTurnThatCannotBeginKeepsTheMessageAndRepliesWhy() {
        try (EngineFixture engine = engine()) {
            TurnResult result = engine.runner.run(request(engine, "hi").withSandbox("nowhere"), engine);
            assertThat(result.status()).isEqualTo(TurnResult.Status.FAILED);
            assertThat(replies()).singleElement().asString().contains("nowhere");
            engine.model.reply("back");
            engine.say("and now?");
            assertThat(engine.model.requests().get(0).messages().get(0).text()).startsWith("hi");
        }
    }

    @Test
    void anInterruptedTurnRepliesThatItWasStopped() {
        try (EngineFixture engine = engine()) {
            CancellationSource stop = new CancellationSource();
            engine.model.reply(asked -> {
                stop.cancel("enough");
                throw new CancellationException("enough");
            });
            engine.runner.run(request(engine, "hi").withCancellation(stop), engine);
        }
        assertThat(replies()).singleElement().asString().contains("Stopped: enough");
    }

    @Test
    void aTurnThatACleanStopMeetsGoesOnInTheNextProcessHoweverOften() throws InterruptedException {
        for (int start = 0; start < 5; start++) {
            EngineFixture engine = engine();
            engine.model.blocking();
            Thread turn = new Thread(() -> runOrGoOn(engine));
            turn.start();
            engine.model.awaitBlocked();
            engine.close();
            turn.join();
            assertThat(isOpen()).isTrue();
            assertThat(replies()).isEmpty();
        }
        try (EngineFixture last = engine()) {
            last.model.reply("at last");
            last.runner.goOn(EngineFixture.KEY, open -> AgentListener.SILENT);
        }
        assertThat(replies()).singleElement().asString().contains("at last");
        assertThat(isOpen()).isFalse();
    }

    private void runOrGoOn(EngineFixture engine) {
        try {
            if (isOpen()) {
                engine.runner.goOn(EngineFixture.KEY, open -> AgentListener.SILENT);
            } else {
                engine.runner.run(request(engine, "hi"), engine);
            }
        } catch (CancellationException e) {
            assertThat(e).hasMessageContaining("stopping");
        }
    }

    @Test
    void theNextMessageOfTheSessionWaitsForTheOpenTurn() {
        crash(new ProbeToolCounter());
        try (EngineFixture engine = engine()) {
            engine.model.reply("first").reply("second");
            assertThat(engine.say("next").text()).isEqualTo("second");
        }
        assertThat(replies()).singleElement().asString().contains("first");
    }

    @Test
    void theReplyTellsThePersonOfCallsThatMayHaveTakenEffect() {
        ProbeToolCounter counter = new ProbeToolCounter();
        crash(counter);
        try (EngineFixture engine = engine().with(counter.tool)) {
            engine.model.reply("I do not know");
            engine.runner.goOn(EngineFixture.KEY, open -> AgentListener.SILENT);
        }
        assertThat(counter.tool.calls).hasSize(1);
        assertThat(replies()).singleElement().asString().contains("I do not know", "nobody knows", "- pay five");
    }

    @Test
    void aTurnInWhoseMiddleThreeProcessesEndedIsClosedAndSaysSo() {
        crash(new ProbeToolCounter());
        for (int start = 0; start < 2; start++) {
            try (EngineFixture engine = engine()) {
                engine.model.reply(asked -> {
                    throw new IllegalStateException("dies");
                });
                assertThatThrownBy(() -> engine.runner.goOn(EngineFixture.KEY, open -> AgentListener.SILENT))
                        .hasMessageContaining("dies");
            }
        }
        try (EngineFixture engine = engine()) {
            engine.runner.goOn(EngineFixture.KEY, open -> AgentListener.SILENT);
            assertThat(engine.model.requests()).isEmpty();
        }
        assertThat(replies()).singleElement().asString().contains("stopped 3 times", "- pay five");
        assertThat(isOpen()).isFalse();
    }

    /** A tool that may run once only. */
    private static final class ProbeToolCounter {
        final ProbeTool tool = new ProbeTool(
                ProbeTool.spec("pay"), call -> new Effects(List.of(), false), (call, context) -> ToolResult.ok("paid"));
    }

    /** The first process dies while the tool runs. */
    private void crash(ProbeToolCounter counter) {
        ForwardingStore dying = new ForwardingStore(store) {
            @Override
            public void commit(Batch batch) {
                if (!counter.tool.calls.isEmpty()) {
                    throw new StoreException(StoreException.Code.IO, "The process is dead.", "", null);
                }
                super.commit(batch);
            }
        };
        try (EngineFixture engine = new EngineFixture(dying, blobs).with(counter.tool)) {
            engine.model.replyTools(use("1", "pay", "{\"text\":\"five\"}"));
            assertThatThrownBy(() -> engine.runner.run(request(engine, "pay"), engine))
                    .isInstanceOf(StoreException.class);
        }
        assertThat(isOpen()).isTrue();
    }
}
