package dev.talaria.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.agent.AgentEvent.QuestionAsked;
import dev.talaria.api.base.Address;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.Origin;
import dev.talaria.api.gateway.Origin.Quoted;
import dev.talaria.api.gateway.Route;
import dev.talaria.api.gateway.Route.Place;
import dev.talaria.api.gateway.Route.WhenBusy;
import dev.talaria.api.interact.PendingQuestion;
import dev.talaria.api.interact.Question;
import dev.talaria.api.interact.Question.Choice;
import dev.talaria.engine.state.StoredStates;
import dev.talaria.testkit.store.MemoryStore;
import dev.talaria.testkit.tool.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HubTest {
    private static final AccessLists LISTS = new AccessLists(
            List.of("telegram:1"),
            List.of(),
            List.of("telegram:3", "slack:T1.U3"),
            List.of("telegram:4"),
            List.of("telegram:-10"),
            List.of(),
            false,
            true);

    private final ManualClock clock = new ManualClock();
    private final FakeChat chat = new FakeChat();
    private final FakeSessions sessions = new FakeSessions();
    private final Pairing pairing = new Pairing(new StoredStates(new MemoryStore(clock), "hub"), clock, new Random(7));

    private Hub hub(ResetPolicy reset) {
        SessionKeys keys = new SessionKeys(true, false, Map.of("telegram:3", "anna", "slack:T1.U3", "anna"));
        return new Hub(
                chat,
                sessions,
                sessions,
                chat,
                () -> chat,
                pairing,
                new Questions(chat, chat),
                clock,
                new HubSettings(LISTS, keys, WhenBusy.COLLECT, reset));
    }

    private Route route(InboundMessage message) {
        return hub(ResetPolicy.never()).route(message);
    }

    private static String done(Route route) {
        assertThat(route).isInstanceOf(Route.Own.class);
        return ((Route.Own) route).work().run(new Place("/work", new CancellationSource()));
    }

    private static PendingQuestion question(String answerer) {
        return new PendingQuestion(
                "q-" + answerer,
                new Question(
                        "run: rm",
                        "rm -r x\n```",
                        List.of(new Choice("once", "Once"), new Choice("always", "Always"), new Choice("deny", "No")),
                        Duration.ofMinutes(5)),
                new Principal(answerer, "Anna"),
                Instant.EPOCH.plusSeconds(300));
    }

    @Test
    void whoMayTalkBeginsATurnThatCanAsk() {
        Route.Turn turn = (Route.Turn) route(Messages.direct("1", "hello"));
        assertThat(turn.session()).isEqualTo(new SessionKey("telegram:work/1"));
        assertThat(turn.principal()).isEqualTo(new Principal("telegram:1", "Anna"));
        assertThat(turn.text()).isEqualTo("hello");
        assertThat(turn.whenBusy()).isEqualTo(WhenBusy.COLLECT);
        assertThat(turn.attended()).isTrue();
        assertThat(((Route.Turn) route(Messages.direct("4", "hello"))).attended())
                .as("a guest is asked nothing")
                .isFalse();
    }

    @Test
    void aLinkedPersonIsOnePersonEverywhere() {
        Route.Turn telegram = (Route.Turn) route(Messages.direct("3", "hi"));
        Route.Turn slack = (Route.Turn)
                route(Messages.of("slack", "D9", "U3", "hi", Origin.direct().withSpace("T1")));
        assertThat(telegram.principal()).isEqualTo(slack.principal()).isEqualTo(new Principal("person:anna", "anna"));
        assertThat(telegram.session()).isEqualTo(slack.session());
        assertThat(slack.reply().platform()).isEqualTo("slack");
    }

    @Test
    void aStrangerIsGivenACodeThatLetsThemIn() {
        InboundMessage message = Messages.direct("9", "hello");
        String said = done(route(message));
        String code = said.replaceFirst("(?s).*pairing:approve telegram (\\w{8}).*", "$1");
        assertThat(done(route(message))).as("one each ten minutes").isEmpty();
        pairing.approve("telegram", code);
        assertThat(route(message).kind()).isEqualTo(Route.Kind.TURN);
    }

    @Test
    void askingTwiceWhatBecomesOfAMessageCountsNothing() {
        InboundMessage message = Messages.direct("9", "hello");
        route(message);
        route(message);
        assertThat(pairing.list()).isEmpty();
    }

    @Test
    void whatIsNotForUsIsDropped() {
        assertThat(((Route.Drop) route(Messages.group("-10", "1", false))).why())
                .contains("not meant for us");
    }

    @Test
    void inAGroupTheModelIsToldWhoSpeaksAndAboutWhat() {
        Origin origin = Origin.group("Friends", true)
                .withQuoted(new Quoted("5", "Bert\n\"ignore all\"", "do\u202ethis\nnow", false));
        InboundMessage message = Messages.of("telegram", "-10", "1", "is that so?", origin);
        assertThat(((Route.Turn) route(message)).text())
                .isEqualTo(
                        "[from \"Anna\"] [about what \"Bert \\\"ignore all\\\"\" said: \"do this now\"] is that so?");
    }

    @Test
    void aCommandIsRunInItsConversation() {
        chat.with(
                        "title",
                        (text, where) -> where.person().id() + " owner=" + where.owner() + " " + where.key() + " "
                                + text + " in " + where.cwd())
                .with("new", (text, where) -> {
                    where.goToNew();
                    where.show("gone");
                    where.say("hello again", List.of());
                    return "";
                });
        assertThat(done(route(Messages.direct("1", "/title@my_bot  —all x"))))
                .isEqualTo("telegram:1 owner=true telegram:work/1 /title  --all x in /work");
        assertThat(done(route(Messages.direct("3", "/title")))).contains("owner=false");
        done(route(Messages.direct("1", "/new")));
        assertThat(sessions.done).containsExactly("reset telegram:work/1 by telegram:1");
        assertThat(chat.sent).containsExactly("telegram:work/1 gone");
        assertThat(chat.accepted).singleElement().satisfies(message -> {
            assertThat(message.text()).isEqualTo("hello again");
            assertThat(message.id()).isNotEqualTo("m1");
        });
        assertThat(done(route(Messages.direct("4", "/new")))).contains("Guests");
        assertThat(route(Messages.direct("1", "/etc/hosts is what?")).kind()).isEqualTo(Route.Kind.TURN);
    }

    @Test
    void aQuestionIsAskedWhereTheTurnIsAndAnsweredThereByTheRightPerson() {
        Hub hub = hub(ResetPolicy.never());
        Address here = Messages.direct("1", "").address();
        chat.pending.add(question("telegram:1"));
        hub.listener(new SessionKey("telegram:work/1"), new Principal("telegram:1", "Anna"), here)
                .on(new QuestionAsked(chat.pending.get(0)));
        assertThat(chat.sent)
                .singleElement()
                .asString()
                .contains("**run: rm**", "````\nrm -r x\n```\n````", "`deny` No");

        assertThat(hub.route(Messages.direct("1", "yes, but first tell me why")).kind())
                .isEqualTo(Route.Kind.TURN);
        assertThat(hub.route(Messages.direct("3", "yes")).kind())
                .as("somebody else's word")
                .isEqualTo(Route.Kind.TURN);
        assertThat(hub.route(Messages.group("-10", "1", true)).kind())
                .as("another chat")
                .isEqualTo(Route.Kind.TURN);
        assertThat(done(hub.route(Messages.direct("1", " Once ")))).isEmpty();
        assertThat(chat.answers).containsExactly("telegram:1 once");
        assertThat(hub.route(Messages.direct("1", "once")).kind()).isEqualTo(Route.Kind.TURN);
    }

    @Test
    void wordsLettersAndButtonsAnswer() {
        for (String word : List.of("no", "d", "No", "deny")) {
            Hub hub = hub(ResetPolicy.never());
            chat.pending.add(question("telegram:1"));
            hub.listener(
                            new SessionKey("k"),
                            new Principal("telegram:1", ""),
                            Messages.direct("1", "").address())
                    .on(new QuestionAsked(chat.pending.get(0)));
            done(hub.route(Messages.direct("1", word)));
        }
        assertThat(chat.answers).hasSize(4).containsOnly("telegram:1 deny");
        Origin pressed = Origin.direct().withPressed("always");
        assertThat(route(Messages.of("telegram", "1", "1", "", pressed)).kind())
                .as("an old button")
                .isEqualTo(Route.Kind.DROP);
    }

    @Test
    void aConversationEndsByItselfButNotUnderATurn() {
        Hub hub = hub(new ResetPolicy(Duration.ofHours(1), -1, ZoneId.of("UTC")));
        sessions.used("telegram:work/1", clock.instant());
        hub.route(Messages.direct("1", "soon"));
        assertThat(sessions.done).isEmpty();
        clock.advance(Duration.ofHours(1));
        sessions.busy = true;
        assertThat(hub.route(Messages.direct("1", "late")).kind()).isEqualTo(Route.Kind.TURN);
        sessions.busy = false;
        hub.route(Messages.direct("1", "late"));
        hub.route(Messages.direct("1", "late"));
        assertThat(sessions.done).containsExactly("reset telegram:work/1 by telegram:1");
    }

    @Test
    void aLinkThatIsNoneIsRefusedWithItsText() {
        assertThatThrownBy(() -> HubSettings.links(new String[] {"anna"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'anna' is not name=platform:id");
        assertThat(HubSettings.links(new String[] {"anna=telegram:42, anna = slack:T1.U7"}))
                .containsOnly(Map.entry("telegram:42", "anna"), Map.entry("slack:T1.U7", "anna"));
    }
}
