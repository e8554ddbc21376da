package dev.talaria.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.gateway.DeliveryException;
import dev.talaria.api.gateway.DeliveryException.Reason;
import dev.talaria.api.gateway.OutboundMessage;
import dev.talaria.api.health.Health;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.OutboxState;
import dev.talaria.api.store.StoreException;
import dev.talaria.engine.thread.ManualTime;
import dev.talaria.spi.gateway.Connector.RepeatGuard;
import dev.talaria.testkit.store.ForwardingStore;
import dev.talaria.testkit.store.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each thing that can become of a message on its way out. */
class OutboxWorkerTest {
    private final ManualTime time = new ManualTime();
    private final MemoryStore store = new MemoryStore(time.clock());
    private final OutboxFixture outbox = new OutboxFixture(store, time).start();
    private final FakePlatform platform = new FakePlatform(RepeatGuard.NONCE);

    private void send(String key, String chat, String text) {
        assertThat(outbox.service.send(key, OutboxFixture.chat(chat), text)).isTrue();
        time.run();
    }

    @Test
    void aMessageIsSentAndItsReceiptIsJournaledInOneCommit() {
        outbox.with(platform);
        send("k1", "a", "hello");
        assertThat(platform.shown).containsExactly("hello");
        assertThat(outbox.state("k1")).isEqualTo(OutboxState.SENT);
        assertThat(journal()).singleElement().asString().contains("delivery.sent", "\"k1\"", "\"m1\"");
        assertThat(outbox.service.busy()).isFalse();
        assertThat(time.alarms()).isZero();
    }

    @Test
    void aKeyIsUniqueForEver() {
        outbox.with(platform);
        send("k1", "a", "hello");
        assertThat(outbox.service.send("k1", OutboxFixture.chat("a"), "again")).isFalse();
        time.run();
        assertThat(platform.shown).containsExactly("hello");
    }

    @Test
    void whileTheConnectorIsMissingRowsWaitWithoutUsingUpAttempts() {
        send("k1", "a", "hello");
        time.advance(Duration.ofDays(2));
        assertThat(outbox.attempts("k1")).isZero();
        assertThat(outbox.service.what()).isEqualTo("1 message to be sent");
        assertThat(outbox.service.check()).extracting(Health::cause).anyMatch(cause -> cause.contains("missing"));
        outbox.with(new FakePlatform("other", RepeatGuard.NONCE));
        time.run();
        assertThat(outbox.attempts("k1")).isZero();
        outbox.with(platform);
        time.run();
        assertThat(platform.shown).containsExactly("hello");
        assertThat(platform.asked).extracting(OutboundMessage::attempt).containsExactly(1);
    }

    @Test
    void aLaneKeepsItsOrderWhileOthersGoOn() {
        outbox.with(platform.failing(Reason.UNREACHABLE));
        send("k1", "a", "first");
        send("k2", "a", "second");
        send("k3", "b", "other");
        assertThat(platform.shown).containsExactly("other");
        time.advance(Duration.ofSeconds(1));
        assertThat(platform.shown).containsExactly("other", "first", "second");
    }

    @Test
    void aFailureIsTriedAgainWithLongerWaitsAndThenGivenUp() {
        for (int count = 0; count < 4; count++) {
            platform.failing(Reason.UNREACHABLE);
        }
        outbox.with(platform);
        send("k1", "a", "hello");
        assertThat(triesAfter(Duration.ofMillis(999))).isEqualTo(1);
        assertThat(triesAfter(Duration.ofMillis(1))).isEqualTo(2);
        assertThat(triesAfter(Duration.ofMillis(1_999))).isEqualTo(2);
        assertThat(triesAfter(Duration.ofMillis(1))).isEqualTo(3);
        assertThat(triesAfter(Duration.ofSeconds(4))).isEqualTo(4);
        assertThat(outbox.state("k1")).isEqualTo(OutboxState.DEAD);
        assertThat(outbox.reason("k1")).contains("tried 4 times", "said UNREACHABLE");
        assertThat(journal()).singleElement().asString().contains("delivery.dead", "said UNREACHABLE");
        assertThat(outbox.service.check()).extracting(Health::remedy).anyMatch(text -> text.contains("delivery:retry"));
        assertThat(triesAfter(Duration.ofDays(1))).isEqualTo(4);
    }

    private int triesAfter(Duration duration) {
        time.advance(duration);
        return platform.asked.size();
    }

    @Test
    void thePlatformsOwnWaitIsKept() {
        outbox.with(platform.limited(Duration.ofSeconds(100)));
        send("k1", "a", "hello");
        time.advance(Duration.ofMillis(99_999));
        assertThat(platform.asked).hasSize(1);
        time.advance(Duration.ofMillis(1));
        assertThat(platform.shown).containsExactly("hello");
    }

    @ParameterizedTest
    @EnumSource(names = {"DEAD_TARGET", "REFUSED"})
    void whatCanNeverBeSentIsGivenUpAtOnceAndTheLaneGoesOn(Reason reason) {
        outbox.with(platform.failing(reason));
        send("k1", "a", "hello");
        send("k2", "a", "next");
        assertThat(outbox.state("k1")).isEqualTo(OutboxState.DEAD);
        assertThat(outbox.reason("k1")).isEqualTo("said " + reason);
        assertThat(platform.shown).containsExactly("next");
    }

    @Test
    void refusedCredentialsParkTheAccountUntilItChanges() {
        FakePlatform other = new FakePlatform("other", RepeatGuard.NONCE);
        outbox.with(platform.failing(Reason.AUTHENTICATION)).with(other);
        send("k1", "a", "hello");
        send("k2", "b", "next");
        time.advance(Duration.ofDays(1));
        assertThat(platform.asked).hasSize(1);
        assertThat(outbox.attempts("k2")).isZero();
        assertThat(outbox.service.check())
                .extracting(Health::cause)
                .anyMatch(cause -> cause.contains("fake:work") && cause.contains("refused"));
        assertThat(outbox.desk.lanes()).containsExactly("fake:other/");
        outbox.desk.updatedConnector(platform);
        time.run();
        assertThat(platform.shown).containsExactlyInAnyOrder("hello", "next");
    }

    @Test
    void withANonceAnUncertainMessageIsSentAgainAndShownOnce() {
        outbox.with(platform.cut());
        send("k1", "a", "hello");
        time.advance(Duration.ofSeconds(1));
        assertThat(platform.asked).extracting(OutboundMessage::text).containsExactly("hello", "hello");
        assertThat(platform.shown).containsExactly("hello");
        assertThat(outbox.state("k1")).isEqualTo(OutboxState.SENT);
    }

    @Test
    void withAHistoryAnUncertainMessageIsLookedUpFirst() {
        FakePlatform readable = new FakePlatform(RepeatGuard.HISTORY).cut().failing(Reason.UNKNOWN);
        outbox.with(readable);
        send("k1", "a", "arrived");
        time.advance(Duration.ofSeconds(1));
        assertThat(readable.asked).hasSize(1);
        send("k2", "b", "lost");
        time.advance(Duration.ofSeconds(1));
        assertThat(readable.finds).isEqualTo(2);
        assertThat(readable.shown).containsExactly("arrived", "lost");
        assertThat(outbox.state("k1")).isEqualTo(OutboxState.SENT);
    }

    @Test
    void withNeitherARepeatSaysThatItMayBeOne() {
        FakePlatform plain = new FakePlatform(RepeatGuard.NONE).cut().failing(Reason.UNREACHABLE);
        outbox.with(plain);
        send("k1", "a", "hello");
        time.advance(Duration.ofSeconds(10));
        assertThat(plain.asked).extracting(OutboundMessage::maybeRepeat).containsExactly(false, true, true);
        assertThat(plain.shown.get(0)).isEqualTo("hello");
        assertThat(plain.shown.get(1)).startsWith("(This may be a repeat: ").endsWith("hello");
    }

    @Test
    void ofSeveralPartsNoneIsSentAgainAndTheReceiptIsThatOfTheLast() {
        outbox.with(
                platform.next((message, cancellation) -> platform.show(message)).failing(Reason.RATE_LIMIT));
        send("k1", "a", "one|two|three");
        assertThat(platform.shown).containsExactly("one");
        assertThat(outbox.state("k1")).isEqualTo(OutboxState.PENDING);
        time.advance(Duration.ofSeconds(1));
        assertThat(platform.shown).containsExactly("one", "two", "three");
        assertThat(platform.asked).extracting(OutboundMessage::key).containsExactly("k1.1", "k1.2", "k1.2", "k1.3");
        assertThat(journal()).singleElement().asString().contains("delivery.sent", "\"m3\"");
        assertThat(store.records("outbox.parts", "", 10)).isEmpty();
    }

    @Test
    void onlyThePartWhoseEndNobodySawMayBeARepeat() {
        FakePlatform plain = new FakePlatform(RepeatGuard.NONE);
        outbox.with(plain.next((message, cancellation) -> plain.show(message)).cut());
        send("k1", "a", "one|two|three");
        time.advance(Duration.ofSeconds(1));
        assertThat(plain.asked).extracting(OutboundMessage::maybeRepeat).containsExactly(false, false, true, false);
        assertThat(plain.shown).hasSize(4).startsWith("one", "two").endsWith("three");
    }

    @Test
    void partsThatADeadProcessLeftAreSentAsTheyWereCut() {
        outbox.with(
                platform.next((message, cancellation) -> platform.show(message)).failing(Reason.RATE_LIMIT));
        send("k1", "a", "one|two|three");
        time.forget();
        outbox.desk.remove(platform);
        FakePlatform updated = new FakePlatform(RepeatGuard.NONCE) {
            @Override
            public List<String> parts(String markdown) {
                return List.of(markdown);
            }
        };
        new OutboxFixture(store, time).with(updated).start();
        time.advance(Duration.ofSeconds(1));
        assertThat(updated.shown).containsExactly("two", "three");
    }

    @Test
    void whoseLastTryIsUncertainStaysUnknownAndCanBeSentAgain() {
        for (int count = 0; count < 4; count++) {
            platform.failing(Reason.UNKNOWN);
        }
        outbox.with(platform);
        send("k1", "a", "hello");
        time.advance(Duration.ofMinutes(5));
        assertThat(outbox.state("k1")).isEqualTo(OutboxState.UNKNOWN);
        assertThat(outbox.service.retry("k1")).isTrue();
        time.run();
        assertThat(outbox.state("k1")).isEqualTo(OutboxState.SENT);
        assertThat(outbox.service.retry("k1")).isFalse();
        assertThat(outbox.service.drop("k1", "late")).isFalse();
    }

    @Test
    void aConnectorThatThrowsLeavesTheEndUnknown() {
        outbox.with(platform.next((message, cancellation) -> {
            throw new IllegalStateException("a bug");
        }));
        send("k1", "a", "hello");
        assertThat(outbox.reason("k1")).contains("a bug");
        assertThat(store.claim(time.clock().instant().plusSeconds(1), 1, Duration.ofSeconds(1)))
                .singleElement()
                .satisfies(row -> assertThat(row.uncertain()).isTrue());
    }

    @Test
    void aDroppedMessageIsNotSent() {
        send("k1", "a", "hello");
        assertThat(outbox.service.drop("k1", "not needed")).isTrue();
        outbox.with(platform);
        time.run();
        assertThat(platform.asked).isEmpty();
        assertThat(outbox.service.find("k1").orElseThrow().reason()).isEqualTo("not needed");
        assertThat(outbox.service.drop("k1", "again")).isFalse();
        assertThat(outbox.service.drop("none", "")).isFalse();
    }

    @Test
    void whatAProcessLeftClaimedIsTakenUpAtOnceAsUncertain() {
        send("k1", "a", "hello");
        store.claim(time.clock().instant(), 1, Duration.ofDays(1));
        FakePlatform plain = new FakePlatform(RepeatGuard.NONE);
        new OutboxFixture(store, time).start().with(plain);
        time.run();
        assertThat(plain.shown).singleElement().asString().startsWith("(This may be a repeat");
    }

    @Test
    void aRowThatWaitsForItsNextTryIsWokenAfterARestart() {
        outbox.with(platform.limited(Duration.ofSeconds(100)));
        send("k1", "a", "hello");
        ManualTime later = new ManualTime();
        FakePlatform same = new FakePlatform(RepeatGuard.NONCE);
        new OutboxFixture(store, later).start().with(same);
        later.run();
        assertThat(same.asked).isEmpty();
        later.advance(Duration.ofSeconds(100));
        assertThat(same.shown).containsExactly("hello");
    }

    @Test
    void aReceiptThatCouldNotBeKeptIsKeptLaterWithoutSendingAgain() {
        FailingOnce failing = new FailingOnce(store);
        OutboxFixture other = new OutboxFixture(failing, time).start().with(platform);
        other.service.send("k1", OutboxFixture.chat("a"), "hello");
        time.run();
        assertThat(other.state("k1")).isEqualTo(OutboxState.CLAIMED);
        time.advance(Duration.ofMinutes(2));
        assertThat(other.state("k1")).isEqualTo(OutboxState.SENT);
        assertThat(platform.asked).hasSize(1);
    }

    private static final class FailingOnce extends ForwardingStore {
        private boolean failed;

        FailingOnce(MemoryStore store) {
            super(store);
        }

        @Override
        public void commit(Batch batch) {
            if (!batch.outboxSettles().isEmpty() && !failed) {
                failed = true;
                throw new StoreException(StoreException.Code.IO, "The disk is full.", "Make room.", null);
            }
            super.commit(batch);
        }
    }

    @Test
    void aSendThatTakesTooLongIsStoppedAndItsEndIsUnknown() throws Exception {
        withThreads((slow, settled) -> {
            CountDownLatch begun = new CountDownLatch(1);
            platform.next((message, cancellation) -> {
                CountDownLatch cancelled = new CountDownLatch(1);
                cancellation.onCancel(cancelled::countDown);
                begun.countDown();
                await(cancelled);
                throw new DeliveryException(Reason.UNKNOWN, "stopped: " + cancellation.reason(), "");
            });
            slow.with(platform).service.send("k1", OutboxFixture.chat("a"), "hello");
            await(begun);
            time.advance(Duration.ofSeconds(60));
            await(settled);
            assertThat(slow.reason("k1")).isEqualTo("stopped: no answer within 60 s");
        });
    }

    @Test
    void aSendThatDoesNotEvenStopIsLeftAlone() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        withThreads((slow, settled) -> {
            CountDownLatch begun = new CountDownLatch(1);
            platform.next((message, cancellation) -> {
                begun.countDown();
                await(never);
                return platform.show(message);
            });
            slow.with(platform).service.send("k1", OutboxFixture.chat("a"), "hello");
            await(begun);
            time.advance(Duration.ofSeconds(62));
            await(settled);
            assertThat(slow.state("k1")).isEqualTo(OutboxState.PENDING);
            assertThat(slow.reason("k1")).isEqualTo("no answer within 60 s");
        });
        never.countDown();
    }

    private interface Slow {
        void test(OutboxFixture slow, CountDownLatch settled) throws Exception;
    }

    private void withThreads(Slow test) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        CountDownLatch settled = new CountDownLatch(1);
        ForwardingStore watched = new ForwardingStore(store) {
            @Override
            public void commit(Batch batch) {
                super.commit(batch);
                if (!batch.outboxSettles().isEmpty()) {
                    settled.countDown();
                }
            }
        };
        try {
            test.test(new OutboxFixture(watched, time, threads, OutboxFixture.settings(4)).start(), settled);
        } finally {
            threads.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> journal() {
        return store.read(DeliveryLog.STREAM, 0, 100).stream()
                .map(event ->
                        event.event().type() + " " + new String(event.event().bytes(), StandardCharsets.UTF_8))
                .toList();
    }
}
