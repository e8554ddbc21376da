package dev.talaria.engine.inbox;

import static dev.talaria.engine.inbox.InboxFixture.EVERYONE;
import static dev.talaria.engine.inbox.InboxFixture.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.Blob;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.gateway.Inbound.Acceptance;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.Route;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.StoreException;
import dev.talaria.engine.delivery.DeliveryLog;
import dev.talaria.engine.thread.ManualTime;
import dev.talaria.testkit.store.ForwardingStore;
import dev.talaria.testkit.store.MemoryBlobStore;
import dev.talaria.testkit.store.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of accepted messages until their turn begins. */
class InboxTest {
    private final ManualTime time = new ManualTime();
    private final MemoryStore store = new MemoryStore(time.clock());
    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final FakeTurns turns = new FakeTurns(store);

    private InboxFixture inbox() {
        return new InboxFixture(store, blobs, turns, time);
    }

    private InboxFixture open() {
        return inbox().routedBy(EVERYONE).open();
    }

    private Acceptance accept(InboxFixture inbox, String chat, String id, String text) {
        Acceptance acceptance = inbox.inbound().accept(message(chat, id, text));
        time.run();
        return acceptance;
    }

    @Test
    void anAcceptedMessageBeginsATurnThatTakesItOutOfTheInbox() {
        InboxFixture inbox = open();
        assertThat(accept(inbox, "a", "1", "hello")).isEqualTo(Acceptance.ACCEPTED);
        TurnRequest request = turns.begun.get(0);
        assertThat(request.message()).isEqualTo("hello");
        assertThat(request.session()).isEqualTo(new SessionKey("fake:work/a"));
        assertThat(request.principal()).isEqualTo(new Principal("fake:anna", "Anna"));
        assertThat(request.source()).isEqualTo(TurnRequest.Source.GATEWAY);
        assertThat(request.cwd()).isEqualTo("/work");
        assertThat(request.reply()).contains(message("a", "1", "").address());
        assertThat(inbox.inbox.size()).isZero();
        assertThat(store.records(InboxEntry.RECORD, "", 10)).isEmpty();
    }

    @Test
    void aRepeatIsTakenOnceAlsoAfterARestart() {
        InboxFixture inbox = open();
        accept(inbox, "a", "1", "hello");
        assertThat(accept(inbox, "a", "1", "hello")).isEqualTo(Acceptance.DUPLICATE);
        assertThat(accept(open(), "a", "1", "hello")).isEqualTo(Acceptance.DUPLICATE);
        assertThat(accept(inbox, "a", "2", "hello")).isEqualTo(Acceptance.ACCEPTED);
        assertThat(turns.begun).hasSize(2);
    }

    @Test
    void whatWasSeenIsForgottenAfterItsTime() {
        InboxFixture inbox = open();
        accept(inbox, "a", "1", "hello");
        time.advance(Duration.ofDays(29));
        accept(inbox, "a", "2", "hello");
        assertThat(store.records(Seen.RECORD, "", 10)).hasSize(2);
        time.advance(Duration.ofDays(2));
        accept(inbox, "a", "3", "hello");
        assertThat(store.records(Seen.RECORD, "", 10))
                .extracting(record -> record.key())
                .containsExactly("fake:work/2", "fake:work/3");
    }

    @Test
    void anAttachmentSurvivesARestart() {
        Attachment note = new Attachment("n.txt", "text/plain", Blob.of("inside".getBytes(StandardCharsets.UTF_8)));
        InboundMessage plain = message("a", "1", "see this");
        inbox().inbound()
                .accept(new InboundMessage(
                        plain.address(), "1", "anna", "Anna", "see this", List.of(note), plain.sent()));
        open();
        time.run();
        Attachment kept = turns.begun.get(0).attachments().get(0);
        assertThat(kept.name()).isEqualTo("n.txt");
        assertThat(new String(kept.data().bytes(), StandardCharsets.UTF_8)).isEqualTo("inside");
    }

    @Test
    void messagesWaitForTheStartAndForARouterAndKeepTheirOrder() {
        InboxFixture inbox = inbox();
        for (int number = 0; number < 12; number++) {
            accept(inbox, "a", "id" + number, "message " + number);
        }
        inbox.open();
        time.run();
        assertThat(turns.begun).isEmpty();
        assertThat(inbox.inbox.size()).isEqualTo(12);
        inbox.routedBy(EVERYONE);
        time.run();
        assertThat(turns.said()).hasSize(12).first().isEqualTo("message 0");
        assertThat(turns.said()).endsWith("message 9", "message 10", "message 11");
    }

    @Test
    void aMessageWhoseRouterFailsStaysIsShownAndHoldsBackItsChatOnly() {
        int[] failures = {2};
        InboxFixture inbox = inbox().routedBy(message -> {
                    if (message.text().equals("bad") && failures[0]-- > 0) {
                        throw new IllegalStateException("no such person");
                    }
                    return EVERYONE.route(message);
                })
                .open();
        accept(inbox, "a", "1", "bad");
        accept(inbox, "a", "2", "after");
        accept(inbox, "b", "3", "other");
        assertThat(turns.said()).containsExactly("other");
        assertThat(inbox.inbox.problems()).singleElement().asString().contains("fake:work/a", "no such person");
        time.advance(Duration.ofMillis(500));
        assertThat(turns.said()).containsExactly("other");
        time.advance(Duration.ofMillis(1_000));
        assertThat(turns.said()).containsExactly("other", "bad", "after");
        assertThat(inbox.inbox.problems()).isEmpty();
    }

    @Test
    void theHighestRouterIsAsked() {
        InboxFixture inbox = inbox().routedBy(message -> new Route.Drop("low")).open();
        inbox.routers.add(EVERYONE, 10);
        accept(inbox, "a", "1", "hello");
        assertThat(turns.said()).containsExactly("hello");
    }

    @Test
    void aDroppedMessageIsGoneAndTheJournalSaysWhy() {
        InboxFixture inbox =
                inbox().routedBy(message -> new Route.Drop("not on the list")).open();
        accept(inbox, "a", "1", "hello");
        assertThat(inbox.inbox.size()).isZero();
        assertThat(store.records(InboxEntry.RECORD, "", 10)).isEmpty();
        assertThat(store.read(DeliveryLog.STREAM, 0, 10)).singleElement().satisfies(event -> {
            assertThat(event.event().type()).isEqualTo("inbox.dropped");
            assertThat(new String(event.event().bytes(), StandardCharsets.UTF_8))
                    .contains("anna", "not on the list", "fake:work/a");
        });
    }

    @Test
    void aTurnThatDoesNotBeginIsTriedAgainBeforeTheNextOfItsSession() {
        turns.failing = 2;
        InboxFixture inbox = open();
        accept(inbox, "a", "1", "first");
        accept(inbox, "a", "2", "second");
        accept(inbox, "b", "3", "other");
        assertThat(inbox.inbox.problems()).isNotEmpty().allMatch(problem -> problem.contains("not now"));
        time.advance(Duration.ofSeconds(10));
        assertThat(turns.said()).containsExactlyInAnyOrder("first", "second", "other");
        assertThat(turns.said().indexOf("first")).isLessThan(turns.said().indexOf("second"));
    }

    @Test
    void whatCouldNotBeKeptIsRefused() {
        InboxFixture inbox = new InboxFixture(full(false), blobs, turns, time)
                .routedBy(EVERYONE)
                .open();
        assertThatThrownBy(() -> accept(inbox, "a", "1", "hello")).isInstanceOf(StoreException.class);
        time.advance(Duration.ofDays(1));
        assertThat(turns.begun).isEmpty();
    }

    @Test
    void whatWasKeptAlthoughTheStoreFailedIsAnsweredOnce() {
        InboxFixture inbox = new InboxFixture(full(true), blobs, turns, time)
                .routedBy(EVERYONE)
                .open();
        assertThatThrownBy(() -> accept(inbox, "a", "1", "hello")).isInstanceOf(StoreException.class);
        assertThat(accept(inbox, "a", "1", "hello")).isEqualTo(Acceptance.DUPLICATE);
        time.run();
        assertThat(turns.said()).containsExactly("hello");
    }

    /** A disk that fails once. */
    private ForwardingStore full(boolean keepsAllTheSame) {
        return new ForwardingStore(store) {
            private boolean failed;

            @Override
            public void commit(Batch batch) {
                if (failed || keepsAllTheSame) {
                    super.commit(batch);
                }
                if (!failed) {
                    failed = true;
                    throw new StoreException(StoreException.Code.IO, "The disk is full.", "Make room.", null);
                }
            }
        };
    }
}
