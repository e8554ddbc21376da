package dev.talaria.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "1969-12-31T23:59:59Z",
                "2026-11-23T04:05:06.123456Z",
                "2300-01-01T00:00:00.000001Z",
                "1500-06-15T12:00:00.5Z",
                "+200000-01-01T00:00:00Z",
                "-200000-01-01T00:00:00.25Z"
            })
    void timesComeBack(String time) {
        assertThat(Times.instant(Times.micros(Instant.parse(time)))).isEqualTo(Instant.parse(time));
    }

    @Test
    void theEndsStandForWhatLiesBeyond() {
        assertThat(Times.micros(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
        assertThat(Times.micros(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
        assertThat(Times.micros(Times.instant(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
        assertThat(Times.micros(Times.instant(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
    }
}
