package dev.talaria.engine.turn;

import static dev.talaria.testkit.model.FakeChatModel.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.Effects;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Content.ToolOutput;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.OutboxRow;
import dev.talaria.api.store.OutboxState;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.delivery.FakePlatform;
import dev.talaria.engine.delivery.OutboxFixture;
import dev.talaria.engine.inbox.InboxFixture;
import dev.talaria.engine.thread.ManualTime;
import dev.talaria.spi.gateway.Connector.RepeatGuard;
import dev.talaria.spi.store.Store;
import dev.talaria.testkit.model.FakeChatModel;
import dev.talaria.testkit.store.ForwardingStore;
import dev.talaria.testkit.store.MemoryBlobStore;
import dev.talaria.testkit.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two messages of a chat, from the platform to the shown reply, with a tool that must not run twice. The process dies at
 * each write in turn, just before it or just after, and once more in the second process.
 */
class LossTest {
    /** More than two messages take, so that the last ones are a run without a death. */
    private static final int WRITES = 40;

    private final ManualTime time = new ManualTime();
    private final MemoryStore store = new MemoryStore(time.clock());
    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final ProbeTool tool = new ProbeTool(
            ProbeTool.spec("pay"), call -> new Effects(List.of(), false), (call, context) -> ToolResult.ok("paid"));
    private boolean acknowledged1;
    private boolean acknowledged2;

    static Stream<Integer> writes() {
        return IntStream.rangeClosed(0, 2 * WRITES).boxed();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void withANonceEachMessageIsAnsweredOnce(int death) {
        FakePlatform platform = new FakePlatform(RepeatGuard.NONCE);
        surviveDeaths(platform, death);
        assertThat(platform.shown).hasSize(2).allMatch(text -> text.startsWith("done"));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void withAHistoryEachMessageIsAnsweredOnce(int death) {
        FakePlatform platform = new FakePlatform(RepeatGuard.HISTORY);
        surviveDeaths(platform, death);
        assertThat(platform.shown).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("writes")
    void withNeitherARepeatIsMarked(int death) {
        FakePlatform platform = new FakePlatform(RepeatGuard.NONE);
        surviveDeaths(platform, death);
        assertThat(platform.shown.stream().filter(text -> text.startsWith("done")))
                .hasSizeLessThanOrEqualTo(2);
        assertThat(platform.shown.stream().map(LossTest::unmarked).distinct()).isNotEmpty();
        assertThat(platform.shown).hasSizeBetween(2, 4);
    }

    private static String unmarked(String text) {
        return text.replaceFirst("^\\(This may be a repeat: [^)]*\\)\n\n", "");
    }

    /** The writes are counted, or the test above would be one of nothing. */
    @Test
    void theDeathsCoverEachWrite() {
        DyingStore counting = new DyingStore(store, Integer.MAX_VALUE, false);
        live(counting, new FakePlatform(RepeatGuard.NONCE));
        assertThat(counting.writes).isBetween(20, WRITES - 1);
    }

    private void surviveDeaths(FakePlatform platform, int death) {
        boolean after = death % 2 == 1;
        live(new DyingStore(store, death / 2, after), platform);
        int paid = tool.calls.size();
        assertThat(paid).isLessThanOrEqualTo(2);
        live(new DyingStore(store, death / 3, !after), platform);
        live(store, platform);
        assertThat(acknowledged1).isTrue();
        assertThat(acknowledged2).isTrue();
        assertThat(tool.calls).hasSizeLessThanOrEqualTo(2);
        assertThat(tool.calls.stream().map(call -> call.arguments().get("text")).distinct())
                .hasSameSizeAs(tool.calls);
        assertThat(store.outboxCounts()).containsOnlyKeys(OutboxState.SENT).containsEntry(OutboxState.SENT, 2L);
        assertThat(store.records("inbox", "", 10)).isEmpty();
        assertThat(store.records("turn.open", "", 10)).isEmpty();
    }

    /** A process, until it has nothing to do or dies. */
    private void live(Store disk, FakePlatform platform) {
        try (EngineFixture engine = new EngineFixture(disk, blobs).with(tool)) {
            engine.model.answering(LossTest::answer);
            InboxFixture inbox = new InboxFixture(disk, blobs, engine.runner, time).routedBy(InboxFixture.EVERYONE);
            OutboxFixture outbox = new OutboxFixture(disk, time).with(platform);
            engine.outboxListens(outbox::signal);
            outbox.start();
            inbox.open();
            acknowledged1 = acknowledged1 || accept(inbox, InboxFixture.message("a", "1", "pay one"));
            time.run();
            acknowledged2 = acknowledged2 || accept(inbox, InboxFixture.message("a", "2", "pay two"));
            time.advance(Duration.ofHours(1));
        } catch (Dead e) {
            // the process is gone
        }
        time.forget();
    }

    private static boolean accept(InboxFixture inbox, InboundMessage message) {
        inbox.inbound().accept(message);
        return true;
    }

    /** Pays what the last message says, unless it learns that it was tried; a call that never began is made again. */
    private static ChatResponse answer(ChatRequest request) {
        List<Message> messages = request.messages();
        Message last = messages.get(messages.size() - 1);
        boolean pay = last.role() == Role.USER
                || last.content().stream()
                        .anyMatch(part -> part instanceof ToolOutput output
                                && output.text().contains("It can be called again"));
        if (!pay) {
            return FakeChatModel.response(List.of(new Content.Text("done")), FinishReason.STOP);
        }
        String said = messages.stream()
                .filter(message -> message.role() == Role.USER)
                .reduce((first, second) -> second)
                .orElseThrow()
                .text();
        String what = said.substring(said.lastIndexOf(' ') + 1);
        return FakeChatModel.response(
                List.of(use("c" + messages.size(), "pay", "{\"text\":\"" + what + "\"}")), FinishReason.TOOL_USE);
    }

    /** Nothing of the process goes on after it. */
    private static final class Dead extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Dies at a write: before it, or when it is on the disk. */
    private static final class DyingStore extends ForwardingStore {
        private final int last;
        private final boolean after;
        int writes;

        DyingStore(Store store, int last, boolean after) {
            super(store);
            this.last = last;
            this.after = after;
        }

        @Override
        public void commit(Batch batch) {
            dieAt(() -> super.commit(batch));
        }

        @Override
        public List<OutboxRow> claim(Instant now, int limit, Duration lease, List<String> lanes) {
            List<List<OutboxRow>> claimed = new java.util.ArrayList<>();
            dieAt(() -> claimed.add(super.claim(now, limit, lease, lanes)));
            return claimed.get(0);
        }

        private void dieAt(Runnable write) {
            if (writes > last) {
                throw new StoreException(StoreException.Code.CLOSED, "The process is dead.", "", null);
            }
            writes++;
            if (writes <= last) {
                write.run();
                return;
            }
            if (after) {
                write.run();
            }
            throw new Dead();
        }
    }
}
