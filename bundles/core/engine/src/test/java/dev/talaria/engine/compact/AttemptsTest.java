package dev.talaria.engine.compact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.SessionId;
import dev.talaria.testkit.store.MemoryStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final SessionId SESSION = new SessionId("0001");

    private final MemoryStore store = new MemoryStore();
    private final MovedClock clock = new MovedClock();
    private Attempts attempts = new Attempts(store, clock);

    @Test
    void aFailedModelIsLeftAloneLongerEachTimeAlsoAfterARestart() {
        for (int seconds : new int[] {60, 300, 900, 900}) {
            assertThat(attempts.failed(SESSION)).isEqualTo(Duration.ofSeconds(seconds));
            attempts = new Attempts(store, clock);
            clock.now = clock.now.plusSeconds(seconds - 1);
            assertThat(attempts.allowed(SESSION, 1_000)).isFalse();
            clock.now = clock.now.plusSeconds(1);
            assertThat(attempts.allowed(SESSION, 1_000)).isTrue();
        }
        attempts.answered(SESSION);
        assertThat(attempts.failed(SESSION)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void twoThatSaveLittleAreEnoughUntilItHasGrown() {
        assertThat(attempts.saved(SESSION, 1_000, 901)).isFalse();
        assertThat(attempts.allowed(SESSION, 1_000)).isTrue();
        assertThat(attempts.saved(SESSION, 1_000, 901)).isTrue();
        assertThat(attempts.allowed(SESSION, 1_125)).isFalse();
        assertThat(attempts.allowed(SESSION, 1_126)).isTrue();
    }

    @Test
    void oneThatSavesATenthCountsAnew() {
        attempts.saved(SESSION, 1_000, 950);
        attempts.saved(SESSION, 1_000, 900);
        assertThat(attempts.saved(SESSION, 1_000, 950)).isFalse();
        assertThat(attempts.allowed(SESSION, 1_000)).isTrue();
    }

    private static final class MovedClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
