package dev.talaria.shell.residence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdleTimeTest {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private long nanos = Long.MAX_VALUE - Duration.ofMinutes(5).toNanos(); // a clock that runs over

    @Test
    void beginsAnewWhenThereWasWork() {
        IdleTime idle = new IdleTime(() -> nanos);
        pass(14);
        assertThat(idle.isOver(false, LIMIT)).isFalse();
        assertThat(idle.isOver(true, LIMIT)).isFalse();
        pass(14);
        assertThat(idle.isOver(false, LIMIT)).isFalse();
        pass(1);
        assertThat(idle.isOver(true, LIMIT)).as("busy at the very moment").isFalse();
        pass(15);
        assertThat(idle.isOver(false, LIMIT)).isTrue();
    }

    @Test
    void aShorterLimitCountsAtOnce() {
        IdleTime idle = new IdleTime(() -> nanos);
        pass(5);
        assertThat(idle.isOver(false, LIMIT)).isFalse();
        assertThat(idle.isOver(false, Duration.ofMinutes(5))).isTrue();
    }

    private void pass(long minutes) {
        nanos += Duration.ofMinutes(minutes).toNanos();
    }
}
