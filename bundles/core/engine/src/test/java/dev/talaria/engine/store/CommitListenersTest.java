package dev.talaria.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Conflict;
import dev.talaria.spi.store.CommitListener;
import dev.talaria.spi.store.Store;
import dev.talaria.testkit.store.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitListenersTest {
    private final CommitListeners listeners = new CommitListeners();
    private final Store store = listeners.heard(new MemoryStore());

    @Test
    void everyCommitIsHeardOneThatFailsTooAndNoListenerHarmsIt() {
        List<Duration> heard = new ArrayList<>();
        CommitListener broken = took -> {
            throw new IllegalStateException("boom");
        };
        listeners.bindListener(broken);
        listeners.bindListener(heard::add);
        Batch batch = Batch.builder().put("k", "a", 0, null, new byte[] {1}).build();
        store.commit(batch);
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> store.commit(batch));
        assertThat(heard).hasSize(2).noneMatch(Duration::isNegative);
        assertThat(store.record("k", "a")).isPresent();
        assertThat(store.records("k", "", 10)).hasSize(1);
    }
}
