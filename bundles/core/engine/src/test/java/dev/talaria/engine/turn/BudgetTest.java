package dev.talaria.engine.turn;

import static dev.talaria.testkit.model.FakeChatModel.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.agent.TurnResult.Status;
import dev.talaria.api.model.Usage;
import dev.talaria.api.usage.UsageEntry;
import dev.talaria.engine.usage.TokenLimits;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private final EngineFixture engine = new EngineFixture();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void countsByDayPersonAndModel() {
        engine.model.reply("one").reply("two");
        engine.say("a");
        engine.say("b");
        List<UsageEntry> used = engine.usages.since(LocalDate.EPOCH);
        assertThat(used).hasSize(1);
        assertThat(used.get(0).calls()).isEqualTo(2);
        assertThat(used.get(0).usage()).isEqualTo(new Usage(20, 0, 10));
        assertThat(used.get(0).model()).isEqualTo("fake/fake-1");
        assertThat(engine.usages.since(LocalDate.MAX)).isEmpty();
    }

    @Test
    void aTurnOverItsBudgetEndsWithCompletePairsAndSaysWhy() {
        engine.with(ProbeTool.harmless("t"));
        engine.usages.limit(new TokenLimits(5_000, 0, 0, 0, 10));
        engine.model
                .replyTools(use("c", "t", "{\"text\":\"" + "x".repeat(20_000) + "\"}"))
                .reply("never");
        TurnResult result = engine.say("go");
        assertThat(result.status()).isEqualTo(Status.OVER_BUDGET);
        assertThat(result.problem()).contains("this turn", "maxTokensPerTurn", "usage:show");
        assertThat(engine.model.requests()).hasSize(1);
    }

    @Test
    void theSessionsTheDaysAndThePersonsBudgetsCount() {
        for (TokenLimits limits : List.of(
                new TokenLimits(0, 1_000, 0, 0, 990),
                new TokenLimits(0, 0, 1_000, 0, 990),
                new TokenLimits(0, 0, 0, 1_000, 990))) {
            try (EngineFixture fresh = new EngineFixture()) {
                fresh.model.reply("one").reply("two");
                assertThat(fresh.say("a").status()).isEqualTo(Status.COMPLETED);
                fresh.usages.limit(limits);
                assertThat(fresh.say("b").status()).isEqualTo(Status.OVER_BUDGET);
                assertThat(fresh.model.requests()).hasSize(1);
            }
        }
    }

    @Test
    void nothingIsLostWhenManyCountAtOnce() {
        var session = new dev.talaria.api.base.SessionId("s");
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(CompletableFuture.runAsync(() -> engine.usages.add("p", session, "a/b", new Usage(1, 0, 1))));
        }
        all.forEach(CompletableFuture::join);
        assertThat(engine.usages.since(LocalDate.EPOCH).get(0).calls()).isEqualTo(200);
    }
}
