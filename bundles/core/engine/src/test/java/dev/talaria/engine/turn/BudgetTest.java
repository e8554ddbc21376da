package dev.talaria.engine.turn;

import static dev.talaria.testkit.model.FakeChatModel.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.agent.TurnResult.Status;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Cost;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.ModelPrice;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Purpose;
import dev.talaria.api.model.Purpose.Task;
import dev.talaria.api.model.Urgency;
import dev.talaria.api.model.Usage;
import dev.talaria.api.usage.UsageEntry;
import dev.talaria.engine.usage.Limits;
import dev.talaria.engine.usage.Reservation;
import dev.talaria.engine.usage.Scope;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BudgetTest {
    private static final Purpose PURPOSE = new Purpose(
            Task.TURN,
            Urgency.BACKGROUND,
            "os:me",
            Optional.of(new SessionId("s")),
            Optional.of("t"),
            Optional.of("brief"));
    /** 1 dollar per million tokens in, 10 out. */
    private static final ModelInfo PRICED = ModelInfo.of("fake-1")
            .withPrice(new ModelPrice(
                    BigDecimal.ONE,
                    BigDecimal.ONE,
                    BigDecimal.ONE,
                    BigDecimal.TEN,
                    "a test",
                    LocalDate.of(2026, 11, 1)));

    private final EngineFixture engine = new EngineFixture();
    private final ModelRef model = new ModelRef(engine.model.endpoint(), "fake-1");

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void countsByDayPersonAndModel() {
        engine.model.reply("one").reply("two");
        engine.say("a");
        engine.say("b");
        UsageEntry used = only();
        assertThat(used.calls()).isEqualTo(2);
        assertThat(used.usage()).isEqualTo(new Usage(20, 0, 10));
        assertThat(used.model()).isEqualTo("fake/fake-1");
        assertThat(used.task()).isEqualTo(Task.TURN);
        assertThat(used.unpriced()).isEqualTo(2);
        assertThat(engine.usages.since(LocalDate.MAX)).isEmpty();
    }

    @Test
    void aTurnOverItsBudgetEndsWithCompletePairsAndSaysWhy() {
        engine.with(ProbeTool.harmless("t"));
        engine.usages.limit(tokens(Scope.TURN, 5_000));
        engine.model
                .replyTools(use("c", "t", "{\"text\":\"" + "x".repeat(20_000) + "\"}"))
                .reply("never");
        TurnResult result = engine.say("go");
        assertThat(result.status()).isEqualTo(Status.OVER_BUDGET);
        assertThat(result.problem()).contains("this turn", "maxTokensPerTurn", "usage:show");
        assertThat(engine.model.requests()).hasSize(1);
    }

    @Test
    void aTurnsBudgetIsItsOwn() {
        engine.usages.limit(tokens(Scope.TURN, 1_000));
        for (int i = 0; i < 100; i++) {
            engine.model.reply("ok");
            assertThat(engine.say("a").status()).isEqualTo(Status.COMPLETED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachScopesTokensCount(Scope scope) {
        engine.usages.limit(tokens(scope, 2_000));
        try (Reservation first = reserve(ModelInfo.of("m"))) {
            first.used(reply(new Usage(1_000, 0, 800)));
        }
        assertRefused(Reason.OVER_BUDGET, ModelInfo.of("m"), "maxTokens" + keyEnd(scope));
    }

    @ParameterizedTest
    @EnumSource
    void eachScopesMoneyCounts(Scope scope) {
        engine.usages.limit(usd(scope, "0.10"));
        try (Reservation first = reserve(PRICED)) {
            first.used(reply(new Usage(1_000, 0, 9_800)));
        }
        assertRefused(Reason.OVER_BUDGET, PRICED, "maxUsd" + keyEnd(scope));
        assertThat(only().usd()).isEqualByComparingTo("0.099");
        assertThat(only().priceSources()).containsExactly("a test, 2026-11-01");
    }

    @Test
    void theLongestReplyIsWhatTheMoneyPaysFor() {
        engine.usages.limit(usd(Scope.ALL, "0.01"));
        try (Reservation reservation = reserve(PRICED)) {
            // A cent pays for 1,000 tokens of output, less the few of the prompt.
            assertThat(reservation.request().maxOutputTokens().orElse(0)).isBetween(990L, 1_000L);
        }
    }

    @Test
    void whatIsSetAsideIsGoneForOthersUntilItIsReleased() {
        engine.usages.limit(usd(Scope.ALL, "0.20"));
        Reservation first = reserve(PRICED);
        assertThat(first.request().maxOutputTokens()).hasValue(16_384);
        Reservation second = reserve(PRICED);
        assertThat(second.request().maxOutputTokens().orElse(0)).isLessThan(4_000);
        assertRefused(Reason.OVER_BUDGET, PRICED, "set aside");
        first.close();
        second.close();
        reserve(PRICED).close();
    }

    @Test
    void withoutALimitNothingIsCutAndNoEndpointIsAsked() {
        try (Reservation reservation = engine.usages.reserve(model, PURPOSE, request(), priceNeeded -> {
            assertThat(priceNeeded).isFalse();
            return PRICED;
        })) {
            assertThat(reservation.request().maxOutputTokens()).isEmpty();
        }
    }

    @Test
    void noReplyIsLongerThanTheModelCanGive() {
        engine.usages.limit(tokens(Scope.ALL, 50_000));
        try (Reservation reservation = reserve(ModelInfo.of("m").withOutputTokens(4_096))) {
            assertThat(reservation.request().maxOutputTokens()).hasValue(4_096);
        }
    }

    @Test
    void aTurnsAccountEndsWithTheTurn() {
        engine.usages.limit(tokens(Scope.TURN, 2_000));
        try (Reservation first = reserve(PRICED)) {
            first.used(reply(new Usage(1_000, 0, 900)));
        }
        assertRefused(Reason.OVER_BUDGET, PRICED, "maxTokensPerTurn");
        engine.usages.turnEnded("t");
        reserve(PRICED).close();
    }

    @Test
    void callsWithoutAPriceAreCountedApart() {
        try (Reservation reservation = reserve(PRICED)) {
            reservation.used(reply(new Usage(1, 0, 1)));
        }
        try (Reservation reservation = reserve(ModelInfo.of("m"))) {
            reservation.used(reply(new Usage(1, 0, 1)));
        }
        assertThat(only().calls()).isEqualTo(2);
        assertThat(only().unpriced()).isEqualTo(1);
    }

    @Test
    void anUnknownPriceIsRefusedOnlyWhereCostIsLimited() {
        engine.usages.limit(usd(Scope.ALL, "5"));
        assertRefused(Reason.UNKNOWN_PRICE, ModelInfo.of("m"), "knownModels = fake/fake-1 inputPrice=");
        engine.usages.limit(tokens(Scope.ALL, 50_000));
        reserve(ModelInfo.of("m")).close();
    }

    @Test
    void whereCostIsLimitedTheEndpointIsAskedForItsPrice() {
        engine.usages.limit(usd(Scope.ALL, "5"));
        engine.model.listing(ModelInfo.of("other"), PRICED).reply("ok");
        assertThat(engine.runner
                        .run(engine.message("a").withModel("fake/fake-1"), engine)
                        .status())
                .isEqualTo(Status.COMPLETED);
        assertThat(only().priceSources()).containsExactly("a test, 2026-11-01");
    }

    @Test
    void whatTheEndpointSaysItChargedGoesBeforeThePrice() {
        try (Reservation reservation = reserve(PRICED)) {
            ChatResponse counted = reservation.used(reply(new Usage(1_000, 0, 0))
                    .withCost(new Cost(new BigDecimal("0.5"), "openrouter", LocalDate.EPOCH)));
            assertThat(counted.cost().orElseThrow().usd()).isEqualByComparingTo("0.5");
        }
        assertThat(only().usd()).isEqualByComparingTo("0.5");
    }

    @Test
    void whereNobodyCountsTokensTheyAreEstimated() {
        try (Reservation reservation = reserve(PRICED)) {
            reservation.used(reply(Usage.NONE));
        }
        assertThat(only().usage().inputTokens()).isPositive();
    }

    @Test
    void aReplyThatBreaksOffIsCountedToo() {
        engine.usages.limit(tokens(Scope.ALL, 50_000));
        engine.model.reply(request -> {
            throw new ModelException(Reason.MALFORMED_REPLY, "broke off", "again");
        });
        assertThat(engine.say("a").status()).isEqualTo(Status.FAILED);
        assertThat(only().usage().inputTokens()).isPositive();
    }

    @Test
    void nothingIsLostWhenManyCountAtOnce() {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(CompletableFuture.runAsync(() -> {
                try (Reservation reservation = reserve(PRICED)) {
                    reservation.used(reply(new Usage(1, 0, 1)));
                }
            }));
        }
        all.forEach(CompletableFuture::join);
        assertThat(only().calls()).isEqualTo(200);
        assertThat(only().usd()).isEqualByComparingTo("0.0022");
    }

    private UsageEntry only() {
        List<UsageEntry> used = engine.usages.since(LocalDate.EPOCH);
        assertThat(used).hasSize(1);
        return used.get(0);
    }

    private Reservation reserve(ModelInfo info) {
        return engine.usages.reserve(model, PURPOSE, request(), priceNeeded -> info);
    }

    private void assertRefused(Reason reason, ModelInfo info, String says) {
        assertThatThrownBy(() -> reserve(info)).isInstanceOfSatisfying(ModelException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.shown()).contains(says);
        });
    }

    private static ChatRequest request() {
        return new ChatRequest("fake-1", "sys", List.of(), List.of(Message.user("hello")), ToolChoice.AUTO);
    }

    private static ChatResponse reply(Usage usage) {
        Message message = new Message(dev.talaria.api.model.Role.ASSISTANT, List.of(new Content.Text("ok")));
        return new ChatResponse(message, FinishReason.STOP, usage, "fake-1");
    }

    private static Limits tokens(Scope scope, long value) {
        return new Limits(Map.of(scope, value), Map.of(), 16_384);
    }

    private static Limits usd(Scope scope, String value) {
        return new Limits(Map.of(), Map.of(scope, new BigDecimal(value)), 16_384);
    }

    private static String keyEnd(Scope scope) {
        return switch (scope) {
            case TURN -> "PerTurn";
            case SESSION -> "PerSession";
            case PERSON -> "PerPersonAndDay";
            case JOB -> "PerJobAndDay";
            case ALL -> "PerDay";
        };
    }
}
