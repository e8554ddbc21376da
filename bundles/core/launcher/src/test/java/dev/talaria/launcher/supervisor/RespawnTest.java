package dev.talaria.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.launcher.supervisor.Respawn.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RespawnTest {
    private final FakeTime time = new FakeTime(0);
    private final Respawn respawn = new Respawn(time);

    private Pause upFor(Duration up) {
        respawn.started();
        time.pass(up);
        Pause pause = respawn.ended();
        time.pass(pause.length());
        return pause;
    }

    @Test
    void theBackOffDoublesToOneMinute() {
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            seconds.add(upFor(Duration.ofSeconds(30)).length().toSeconds());
        }
        assertThat(seconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void theFirstPauseCanBeShorter() {
        Respawn quick = new Respawn(time, Duration.ofMillis(50));
        quick.started();
        time.pass(Duration.ofSeconds(30));
        assertThat(quick.ended().length()).isEqualTo(Duration.ofMillis(50));
        assertThat(quick.ended().length()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void fiveMinutesUpEndTheBackOff() {
        upFor(Duration.ofSeconds(30));
        upFor(Duration.ofSeconds(30));
        assertThat(upFor(Duration.ofSeconds(299)).length()).isEqualTo(Duration.ofSeconds(4));
        assertThat(upFor(Duration.ofMinutes(5)).length()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theFifthEndWithinAMinuteIsAStorm() {
        for (int i = 0; i < 4; i++) {
            assertThat(upFor(Duration.ofSeconds(2)).storm()).isFalse();
        }
        assertThat(upFor(Duration.ofSeconds(2))).isEqualTo(new Pause(Duration.ofMinutes(10), true));
        assertThat(upFor(Duration.ofSeconds(2))).isEqualTo(new Pause(Duration.ofSeconds(1), false));
    }

    @Test
    void fiveEndsInMoreThanAMinuteAreNone() {
        for (int i = 0; i < 10; i++) {
            assertThat(upFor(Duration.ofSeconds(15)).storm()).isFalse();
        }
    }
}
