package dev.talaria.testkit.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.talaria.api.base.Address;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.gateway.DeliveryException;
import dev.talaria.api.gateway.DeliveryException.Reason;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.OutboundMessage;
import dev.talaria.api.gateway.Receipt;
import dev.talaria.api.store.StoreException;
import dev.talaria.spi.gateway.Connector;
import dev.talaria.spi.gateway.Connector.RepeatGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every connector keeps. Extend it, say how to make one that is connected to a platform of the test's, and what that
 * platform can be made to do, and the whole suite runs.
 */
public abstract class ConnectorContract {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private Connector connector;

    /** A new connector, not started. Called once per test. */
    protected abstract Connector connector();

    /** A chat that the connector's account is in; different ones for different names. */
    protected abstract Address chat(String name);

    /** A person writes there. */
    protected abstract void post(Address chat, String text);

    /** What the account wrote there, as people see it, the oldest first. */
    protected abstract List<String> shown(Address chat);

    /** Waits until the platform has the acknowledgement of all that was posted; false if that takes longer. */
    protected abstract boolean awaitAcknowledged(Duration patience) throws InterruptedException;

    /**
     * The next send meets this.
     *
     * @return false if this platform cannot be made to
     */
    protected abstract boolean fail(PlatformFault fault);

    /** From now on nothing can be sent there. */
    protected abstract void kill(Address chat);

    /** From now on the connector's credentials are refused. */
    protected abstract void refuseCredentials();

    /** The platform is gone: nothing listens any more. */
    protected abstract void shutDown();

    @BeforeEach
    final void makeConnector() {
        connector = connector();
    }

    @AfterEach
    final void stopConnector() {
        connector.stop();
    }

    @Test
    void saysWhoItIs() {
        Address chat = chat("a");
        assertThat(connector.platform()).isEqualTo(chat.platform()).matches("[a-z0-9-]+");
        assertThat(connector.account()).isEqualTo(chat.account()).isNotBlank();
    }

    @Test
    void aMessageIsHandedInAndThenAcknowledged() throws InterruptedException {
        RecordingInbound inbound = new RecordingInbound();
        connector.start(inbound);
        post(chat("a"), "hello");
        InboundMessage message = inbound.await(1, DEADLINE).get(0);
        assertThat(message.text()).isEqualTo("hello");
        assertThat(message.address().lane()).isEqualTo(chat("a").lane());
        assertThat(message.id()).isNotBlank();
        assertThat(message.sender()).isNotBlank();
        assertThat(awaitAcknowledged(DEADLINE)).isTrue();
    }

    @Test
    void aMessageThatCouldNotBeKeptIsHandedInAgain() throws InterruptedException {
        RecordingInbound inbound = new RecordingInbound().refusing(2);
        connector.start(inbound);
        post(chat("a"), "hello");
        List<InboundMessage> messages = inbound.await(3, DEADLINE);
        assertThat(messages).extracting(InboundMessage::text).containsOnly("hello");
        assertThat(messages)
                .extracting(InboundMessage::id)
                .containsOnly(messages.get(0).id());
        assertThat(awaitAcknowledged(DEADLINE)).isTrue();
    }

    @Test
    void messagesOfAChatKeepTheirOrder() throws InterruptedException {
        RecordingInbound inbound = new RecordingInbound();
        connector.start(inbound);
        List<String> texts = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            texts.add("message " + number);
            post(chat("a"), texts.get(number));
        }
        assertThat(inbound.await(20, DEADLINE)).extracting(InboundMessage::text).isEqualTo(texts);
    }

    @Test
    void afterAStopNothingIsHandedInUntilTheNextStart() throws InterruptedException {
        RecordingInbound first = new RecordingInbound();
        connector.start(first);
        post(chat("a"), "before");
        first.await(1, DEADLINE);
        assertThat(awaitAcknowledged(DEADLINE)).isTrue();
        assertTimeoutPreemptively(Duration.ofSeconds(10), connector::stop);
        post(chat("a"), "meanwhile");
        RecordingInbound second = new RecordingInbound();
        connector.start(second);
        assertThat(second.await(1, DEADLINE).get(0).text()).isEqualTo("meanwhile");
        assertThat(first.messages()).hasSize(1);
    }

    @Test
    void aSentMessageIsShownAndHasAReceipt() {
        Receipt receipt = send("k1", "hello");
        assertThat(receipt.messageId()).isNotBlank();
        assertThat(shown(chat("a"))).containsExactly("hello");
    }

    @Test
    void sendsOfDifferentChatsMayComeAtTheSameTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Receipt>> receipts = new ArrayList<>();
            for (int number = 0; number < 8; number++) {
                OutboundMessage message = message("k" + number, chat("c" + number), "to " + number);
                receipts.add(threads.submit(() -> connector.send(message, new CancellationSource())));
            }
            for (int number = 0; number < 8; number++) {
                assertThat(receipts.get(number).get().messageId()).isNotBlank();
                assertThat(shown(chat("c" + number))).containsExactly("to " + number);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aLimitIsToldWithThePlatformsOwnWait() {
        Assumptions.assumeTrue(fail(PlatformFault.RATE_LIMIT));
        DeliveryException failure = failureOf("k1");
        assertThat(failure.reason()).isEqualTo(Reason.RATE_LIMIT);
        assertThat(failure.retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).isPositive());
        assertThat(shown(chat("a"))).isEmpty();
    }

    @Test
    void whatThePlatformDidNotTakeMayBeSentAgain() {
        Assumptions.assumeTrue(fail(PlatformFault.BUSY));
        assertThat(failureOf("k1").reason()).isEqualTo(Reason.UNREACHABLE);
        send("k1", "hello");
        assertThat(shown(chat("a"))).containsExactly("hello");
    }

    @Test
    void aDeadChatIsADeadTarget() {
        kill(chat("a"));
        assertThat(failureOf("k1").reason()).isEqualTo(Reason.DEAD_TARGET);
    }

    @Test
    void refusedCredentialsAreAnErrorOfTheAccount() {
        refuseCredentials();
        assertThat(failureOf("k1").reason()).isEqualTo(Reason.AUTHENTICATION);
    }

    @Test
    void aMessageThatThePlatformWillNeverTakeIsRefused() {
        Assumptions.assumeTrue(fail(PlatformFault.REFUSE));
        assertThat(failureOf("k1").reason()).isEqualTo(Reason.REFUSED);
    }

    @Test
    void aPlatformThatIsGoneIsUnreachable() {
        shutDown();
        assertThat(failureOf("k1").reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void aConnectionThatIsCutLeavesTheEndUnknown() {
        Assumptions.assumeTrue(fail(PlatformFault.CUT_AFTER));
        assertThat(failureOf("k1").reason()).isEqualTo(Reason.UNKNOWN);
    }

    @Test
    void aSendThatIsStoppedEndsSoonAndLeavesItsEndUnknown() {
        Assumptions.assumeTrue(fail(PlatformFault.HANG_AFTER));
        CancellationSource cancellation = new CancellationSource();
        Thread stopper = new Thread(() -> {
            while (shown(chat("a")).isEmpty()) {
                Thread.onSpinWait();
            }
            cancellation.cancel("enough");
        });
        stopper.start();
        OutboundMessage message = message("k1", chat("a"), "hello");
        assertTimeoutPreemptively(DEADLINE, () -> assertThatThrownBy(() -> connector.send(message, cancellation))
                .isInstanceOfSatisfying(DeliveryException.class, failure -> assertThat(failure.reason())
                        .isEqualTo(Reason.UNKNOWN)));
    }

    @Test
    void aRepeatAfterACutIsGuardedAsTheConnectorSays() {
        Assumptions.assumeTrue(fail(PlatformFault.CUT_AFTER));
        assertThat(failureOf("k1").reason()).isEqualTo(Reason.UNKNOWN);
        if (connector.repeatGuard() == RepeatGuard.NONCE) {
            assertThat(send("k1", "hello").messageId()).isNotBlank();
        } else if (connector.repeatGuard() == RepeatGuard.HISTORY) {
            assertThat(connector.find(message("k1", chat("a"), "hello"), new CancellationSource()))
                    .isPresent();
            assertThat(connector.find(message("k2", chat("a"), "hello"), new CancellationSource()))
                    .isEmpty();
        }
        assertThat(shown(chat("a"))).containsExactly("hello");
    }

    private Receipt send(String key, String text) {
        return connector.send(message(key, chat("a"), text), new CancellationSource());
    }

    private DeliveryException failureOf(String key) {
        try {
            send(key, "hello");
        } catch (DeliveryException e) {
            assertThat(e.getMessage()).isNotBlank();
            return e;
        }
        throw new AssertionError("The send succeeded");
    }

    private static OutboundMessage message(String key, Address chat, String text) {
        return new OutboundMessage(key, 1, chat, text, false);
    }

    /** A message that could not be kept, as the engine says it. */
    static StoreException diskFull() {
        return new StoreException(StoreException.Code.IO, "The disk is full.", "Make room.", null);
    }
}
