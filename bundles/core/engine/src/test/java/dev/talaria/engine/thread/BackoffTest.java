package dev.talaria.engine.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(16);

    @Test
    void eachWaitIsTwiceAsLongUpToTheLongest() {
        Backoff least = new Backoff(FIRST, LONGEST, () -> 0);
        assertThat(least.after(1)).hasSeconds(1);
        assertThat(least.after(2)).hasSeconds(2);
        assertThat(least.after(3)).hasSeconds(4);
        assertThat(least.after(4)).hasSeconds(8);
        assertThat(least.after(1_000)).hasSeconds(8);
    }

    @Test
    void aRandomPartOfTheHalfIsLeftOut() {
        Backoff backoff = new Backoff(FIRST, LONGEST, new Random(1));
        assertThat(IntStream.range(0, 100).mapToObj(number -> backoff.after(4)))
                .allMatch(wait -> wait.toMillis() >= 8_000 && wait.toMillis() <= 16_000)
                .doesNotHaveDuplicates()
                .anyMatch(wait -> wait.toMillis() > 14_000);
    }
}
