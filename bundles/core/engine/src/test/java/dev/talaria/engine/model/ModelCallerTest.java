package dev.talaria.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Purpose;
import dev.talaria.api.model.Urgency;
import dev.talaria.engine.model.ModelCaller.Asking;
import dev.talaria.engine.model.ModelCaller.Candidate;
import dev.talaria.engine.usage.UsageService;
import dev.talaria.testkit.model.FakeChatModel;
import dev.talaria.testkit.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelCallerTest {
    private static final ModelSettings SETTINGS = ModelSettings.defaults();

    private static final Purpose PURPOSE = new Purpose(
            Purpose.Task.TURN, Urgency.HUMAN, "os:me", Optional.empty(), Optional.empty(), Optional.empty());

    private final FakeTime time = new FakeTime();
    private final List<Duration> waits = new ArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final FakeChatModel one = new FakeChatModel("one", Origin.CONFIGURED);
    private final FakeChatModel two = new FakeChatModel("two", Origin.CONFIGURED);
    private final CancellationSource cancellation = new CancellationSource();
    private final ModelCaller caller = new ModelCaller(
            UsageService.unlimited(new MemoryStore(), time),
            time,
            (duration, stop) -> {
                waits.add(duration);
                time.now = time.now.plus(duration);
                stop.throwIfCancelled();
            },
            () -> 1.0);

    @ParameterizedTest
    @EnumSource(names = {"OVERLOADED", "SERVER_ERROR", "TIMEOUT", "MALFORMED_REPLY", "UNKNOWN"})
    void whatMayPassIsTriedAgainWithGrowingWaits(Reason reason) {
        one.fail(failure(reason)).fail(failure(reason)).reply("here");
        assertThat(ask(one).message().text()).isEqualTo("here");
        assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(heard).hasSize(2).allMatch(line -> line.contains("trying again"));
    }

    @Test
    void theServersOwnWaitCounts() {
        one.fail(limited(Duration.ofSeconds(7))).reply("here");
        ask(one);
        assertThat(waits).containsExactly(Duration.ofSeconds(7));
    }

    /** Threat 32: a server that lies about its wait holds nobody up. */
    @Test
    void aServersEndlessWaitIsNotWaitedFor() {
        one.fail(limited(Duration.ofDays(10)));
        two.reply("from two");
        assertThat(ask(one, two).message().text()).isEqualTo("from two");
        assertThat(waits).isEmpty();
        assertThat(caller.status("one").coolsUntil()).contains(time.now.plus(Duration.ofHours(1)));
    }

    @ParameterizedTest
    @EnumSource(names = {"CONTEXT_OVERFLOW", "CONTENT_POLICY", "BAD_REQUEST"})
    void whatFailsEverywhereIsAskedOnce(Reason reason) {
        one.fail(failure(reason));
        assertThatThrownBy(() -> ask(one, two)).isInstanceOfSatisfying(ModelException.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
        assertThat(two.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTHENTICATION", "BILLING", "MODEL_NOT_FOUND"})
    void whatDoesNotPassGoesToTheNextAtOnce(Reason reason) {
        one.fail(failure(reason));
        two.reply("from two");
        assertThat(ask(one, two).message().text()).isEqualTo("from two");
        assertThat(waits).isEmpty();
        assertThat(heard).containsExactly("one/m: it failed; asking two/m instead");
    }

    @Test
    void whoIsOutOfFavourIsAskedLastUntilItsTimeIsOver() {
        one.fail(failure(Reason.BILLING)).reply("one again");
        two.reply("first").reply("second");
        ask(one, two);
        assertThat(ask(one, two).message().text()).isEqualTo("second");
        time.now = time.now.plus(Duration.ofHours(2));
        assertThat(ask(one, two).message().text()).isEqualTo("one again");
        assertThat(caller.status("one").lastProblem()).isEmpty();
        assertThat(caller.status("one").answered()).isEqualTo(1);
        assertThat(caller.status("one").failed()).isEqualTo(1);
    }

    @Test
    void whoIsAloneIsAskedEvenOutOfFavour() {
        one.fail(failure(Reason.BILLING)).reply("paid");
        assertThatThrownBy(() -> ask(one)).isInstanceOf(ModelException.class);
        assertThat(ask(one).message().text()).isEqualTo("paid");
    }

    @Test
    void theErrorIsTheChosenModelsAndSaysWhatWasTried() {
        for (int i = 0; i < 4; i++) {
            one.fail(failure(Reason.SERVER_ERROR));
        }
        two.fail(failure(Reason.AUTHENTICATION));
        assertThatThrownBy(() -> ask(one, two))
                .hasMessage("it failed\nTried 4 times in 7.0 s.\nAlso failed: two/m: it failed")
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.reason()).isEqualTo(Reason.SERVER_ERROR));
    }

    @Test
    void aWaitCanBeCancelled() {
        one.fail(failure(Reason.OVERLOADED)).reply("too late");
        cancellation.cancel("enough");
        assertThatThrownBy(() -> ask(one)).isInstanceOf(CancellationException.class);
    }

    private dev.talaria.api.model.ChatResponse ask(FakeChatModel... models) {
        List<Candidate> candidates = new ArrayList<>();
        for (FakeChatModel model : models) {
            candidates.add(new Candidate(new ModelRef(model.endpoint(), "m"), model, priceNeeded -> ModelInfo.of("m")));
        }
        ChatRequest request = new ChatRequest("m", "", List.of(), List.of(), ToolChoice.AUTO);
        ChatListener listener = new ChatListener() {
            @Override
            public void onRetry(String why) {
                heard.add(why);
            }
        };
        return caller.chat(candidates, new Asking(request, PURPOSE, SETTINGS, listener, cancellation));
    }

    private static ModelException failure(Reason reason) {
        return new ModelException(reason, "it failed", "do something");
    }

    private static ModelException limited(Duration wait) {
        return new ModelException(Reason.RATE_LIMIT, "slow down", "wait", wait, null);
    }
}
