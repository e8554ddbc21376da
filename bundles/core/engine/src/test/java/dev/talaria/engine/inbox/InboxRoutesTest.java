package dev.talaria.engine.inbox;

import static dev.talaria.engine.inbox.InboxFixture.EVERYONE;
import static dev.talaria.engine.inbox.InboxFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.base.Address;
import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.Blob;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.Origin;
import dev.talaria.api.gateway.Route;
import dev.talaria.api.gateway.Route.WhenBusy;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.OutboxEntry;
import dev.talaria.api.store.StoreException;
import dev.talaria.engine.thread.ManualTime;
import dev.talaria.spi.gateway.InboundRouter;
import dev.talaria.testkit.store.ForwardingStore;
import dev.talaria.testkit.store.MemoryBlobStore;
import dev.talaria.testkit.store.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a router can do with a message. */
class InboxRoutesTest {
    private final ManualTime time = new ManualTime();
    private final MemoryStore store = new MemoryStore(time.clock());
    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final FakeTurns turns = new FakeTurns(store);
    private final List<String> done = new ArrayList<>();

    private InboxFixture open(InboundRouter router) {
        return new InboxFixture(store, blobs, turns, time).routedBy(router).open();
    }

    /** Commands are done here, the rest begins turns. */
    private Route route(InboundMessage message) {
        if (!message.text().startsWith("/")) {
            return EVERYONE.route(message);
        }
        return new Route.Own(message.text(), place -> {
            done.add(message.text());
            return "Done: " + message.text();
        });
    }

    private static InboundRouter whenBusy(WhenBusy how) {
        return message -> ((Route.Turn) EVERYONE.route(message)).withWhenBusy(how);
    }

    private List<String> answers() {
        return store.outbox(null, 10).stream()
                .map(OutboxEntry::bytes)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).replaceFirst(".*\"text\":\"(.*)\".*", "$1"))
                .toList();
    }

    @Test
    void whatARouterDoesItselfIsDoneOnceAndAnsweredInTheSameCommit() {
        InboxFixture inbox = open(this::route);
        inbox.inbound().accept(message("a", "1", "/undo"));
        time.run();
        inbox.inbound().accept(message("a", "1", "/undo"));
        time.run();
        assertThat(done).containsExactly("/undo");
        assertThat(answers()).containsExactly("Done: /undo");
        assertThat(inbox.inbox.size()).isZero();
        assertThat(store.records(InboxEntry.RECORD, "", 10)).isEmpty();
    }

    @Test
    void whatComesLaterInTheChatWaitsForItsEndOthersDoNot() {
        InboxFixture inbox = open(message -> message.text().equals("/new")
                ? new Route.Own("/new", place -> {
                    done.add("/new after " + turns.said());
                    return "";
                })
                : EVERYONE.route(message));
        inbox.inbound().accept(message("a", "1", "/new"));
        inbox.inbound().accept(message("a", "2", "hello"));
        inbox.inbound().accept(message("b", "3", "other"));
        time.run();
        assertThat(done).containsExactly("/new after []");
        assertThat(turns.said()).containsExactly("other", "hello");
        assertThat(answers()).isEmpty();
    }

    @Test
    void oneThatADeadProcessBeganIsNotDoneAgainAndPeopleAreTold() {
        InboxFixture inbox = open(this::route);
        inbox.inbound().accept(message("a", "1", "/undo"));
        inbox.inbound().accept(message("a", "2", "hello"));
        time.runOne();
        assertThat(store.records(InboxEntry.RECORD, "", 10)).hasSize(2);
        time.forget();

        open(this::route);
        time.run();
        assertThat(done).isEmpty();
        assertThat(answers()).singleElement().asString().contains("in the middle of `/undo`");
        assertThat(turns.said()).containsExactly("hello");
        assertThat(store.records(InboxEntry.RECORD, "", 10)).isEmpty();
    }

    @Test
    void oneThatFailsIsAnsweredWithWhatWentWrong() {
        InboxFixture inbox = open(message -> new Route.Own(message.text(), place -> {
            if (message.text().equals("/undo")) {
                throw new SessionException(SessionException.Code.BUSY, "A turn runs.", "Stop it: /stop.");
            }
            throw new IllegalStateException("no idea");
        }));
        inbox.inbound().accept(message("a", "1", "/undo"));
        inbox.inbound().accept(message("a", "2", "/redo"));
        time.run();
        assertThat(answers()).hasSize(2);
        assertThat(answers().get(0)).contains("A turn runs.", "/stop");
        assertThat(answers().get(1)).contains("no idea");
    }

    @Test
    void anEndThatCouldNotBeKeptIsKeptLaterWithoutDoingItAgain() {
        int[] failures = {2};
        ForwardingStore failing = new ForwardingStore(store) {
            @Override
            public void commit(Batch batch) {
                if (!batch.outboxPuts().isEmpty() && failures[0]-- > 0) {
                    throw new StoreException(StoreException.Code.IO, "The disk is full.", "Make room.", null);
                }
                super.commit(batch);
            }
        };
        InboxFixture inbox = new InboxFixture(failing, blobs, turns, time)
                .routedBy(this::route)
                .open();
        inbox.inbound().accept(message("a", "1", "/undo"));
        time.run();
        assertThat(answers()).isEmpty();
        time.advance(Duration.ofSeconds(10));
        assertThat(answers()).containsExactly("Done: /undo");
        assertThat(done).containsExactly("/undo");
    }

    @Test
    void aRunningTurnIsToldAndTheMessageLeavesTheInboxWithThat() {
        turns.listening = true;
        InboxFixture inbox = open(whenBusy(WhenBusy.STEER));
        inbox.inbound().accept(message("a", "1", "not that file"));
        time.run();
        assertThat(turns.steered).containsExactly("Anna: not that file");
        assertThat(turns.begun).isEmpty();
        assertThat(inbox.inbox.size()).isZero();
        assertThat(store.records(InboxEntry.RECORD, "", 10)).isEmpty();
    }

    @Test
    void whatCannotBeToldIsTheNextTurn() {
        InboxFixture inbox = open(whenBusy(WhenBusy.STEER));
        inbox.inbound().accept(message("a", "1", "nobody listens"));
        time.run();
        turns.listening = true;
        inbox.inbound()
                .accept(new InboundMessage(
                        Address.of("fake", "work", "a"),
                        "2",
                        "anna",
                        "Anna",
                        "with a file",
                        List.of(new Attachment("a.txt", "text/plain", Blob.of("a".getBytes(StandardCharsets.UTF_8)))),
                        Instant.EPOCH));
        time.run();
        assertThat(turns.said()).containsExactly("nobody listens", "with a file");
        assertThat(turns.steered).isEmpty();
    }

    @Test
    void aNewerMessageStopsTheTurn() {
        InboxFixture inbox = open(whenBusy(WhenBusy.INTERRUPT));
        inbox.inbound().accept(message("a", "1", "stop, do this"));
        time.run();
        assertThat(turns.interrupted).containsExactly(new SessionKey("fake:work/a"));
        assertThat(turns.said()).containsExactly("stop, do this");
    }

    @Test
    void whatWaitsIsOneTurnOfEachPerson() {
        InboxFixture inbox =
                open(message -> ((Route.Turn) whenBusy(WhenBusy.COLLECT).route(message)));
        turns.failing = 1;
        inbox.inbound().accept(message("a", "1", "one"));
        inbox.inbound().accept(message("a", "2", "two"));
        inbox.inbound()
                .accept(new InboundMessage(
                        Address.of("fake", "work", "a"), "3", "bert", "Bert", "mine", List.of(), Instant.EPOCH));
        time.run();
        inbox.inbound().accept(message("a", "4", "three"));
        time.advance(Duration.ofSeconds(10));
        assertThat(turns.said()).containsExactly("one\n\ntwo", "mine", "three");
        assertThat(store.records(InboxEntry.RECORD, "", 10)).isEmpty();
    }

    @Test
    void theRouterHearsTheTurnThatItAskedFor() {
        AgentListener ours = event -> {};
        List<String> asked = new ArrayList<>();
        Address elsewhere = Address.of("fake", "work", "a").withThread("t1");
        InboxFixture inbox = open(new InboundRouter() {
            @Override
            public Route route(InboundMessage message) {
                return ((Route.Turn) EVERYONE.route(message))
                        .withText("[Anna] " + message.text())
                        .withReply(elsewhere)
                        .withAttended(true);
            }

            @Override
            public AgentListener listener(SessionKey session, Principal principal, Address reply) {
                asked.add(session + " " + principal.name() + " " + reply);
                return ours;
            }
        });
        inbox.inbound().accept(message("a", "1", "hello"));
        time.run();
        assertThat(turns.listeners).containsExactly(ours);
        assertThat(asked).containsExactly("fake:work/a Anna fake:work/a/t1");
        assertThat(turns.begun.get(0).message()).isEqualTo("[Anna] hello");
        assertThat(turns.begun.get(0).reply()).contains(elsewhere);
        assertThat(turns.begun.get(0).attended()).isTrue();
    }

    @Test
    void whatThePlatformToldSurvivesARestart() {
        Origin origin = Origin.group("Friends", true)
                .withSpace("T1")
                .withQuoted(new Origin.Quoted("17", "bert", "what?", true))
                .withPressed("once")
                .byProgram();
        new InboxFixture(store, blobs, turns, time)
                .inbound()
                .accept(new InboundMessage(
                        Address.of("fake", "work", "a"), "1", "anna", "Anna", "", List.of(), Instant.EPOCH, origin));
        List<Origin> seen = new ArrayList<>();
        open(message -> {
            seen.add(message.origin());
            return new Route.Drop("seen");
        });
        time.run();
        assertThat(seen).containsExactly(origin);
    }
}
