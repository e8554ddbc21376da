package dev.talaria.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.agent.TurnResult.Status;
import dev.talaria.api.context.ContextUsage;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.Content;
import dev.talaria.api.store.StoreException;
import dev.talaria.testkit.store.MemoryBlobStore;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that dies around a compaction. */
class CompactionCrashTest {
    private static final long WINDOW = 10_000;
    private static final int COMPACTED = 3;

    /** The commits: message, usage of the summary, the compaction, usage, end of the turn. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void whatWasSaidIsThereAndACompactionIsNotDoneTwice(int commits) {
        DyingStore store = new DyingStore(Integer.MAX_VALUE);
        MemoryBlobStore blobs = new MemoryBlobStore();
        boolean died = false;
        try (EngineFixture engine = new EngineFixture(store, blobs)) {
            WindowedModel model = answering(engine);
            engine.say("first " + "abc ".repeat(3_000));
            engine.say("second " + "abc ".repeat(3_000));
            store.dieAfter(commits);
            try {
                engine.say("third " + "abc ".repeat(2_000));
            } catch (StoreException e) {
                died = true;
            }
            assertThat(died).isEqualTo(commits < 5);
            assertThat(model.summaries).hasSize(1);
            // Nothing that is not on disk is sent.
            assertThat(model.turns).hasSize(commits < COMPACTED ? 2 : 3);
        }
        store.revive();
        try (EngineFixture restarted = new EngineFixture(store, blobs)) {
            WindowedModel model = answering(restarted);
            ContextUsage found = restarted.runner.contexts().usage(EngineFixture.KEY);
            assertThat(found.compactions()).isEqualTo(commits < COMPACTED ? 0 : 1);
            assertThat(restarted.say("fourth").status()).isEqualTo(Status.COMPLETED);
            ChatRequest last = model.turns.get(model.turns.size() - 1);
            TurnTest.assertPairsComplete(last.messages());
            String seen = last.messages().stream().map(WindowedModel::shown).collect(Collectors.joining("\n"));
            assertThat(seen).contains("third abc", "fourth");
            assertThat(model.refused).isZero();
            assertThat(model.summaries).hasSize(commits < COMPACTED ? 1 : 0);
        }
    }

    private static WindowedModel answering(EngineFixture engine) {
        WindowedModel model = new WindowedModel(engine.model, WINDOW, 4);
        model.answering(request -> List.of(new Content.Text("ok")));
        return model;
    }
}
