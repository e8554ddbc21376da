package dev.talaria.provider.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "7,7",
        " 12 ,12",
        "99999,3600",
        "99999999999999999999,3600",
        "'Sun, 22 Nov 2026 10:00:30 GMT',30",
        "'Sun, 22 Nov 2026 09:00:00 GMT',0",
        "'Mon, 22 Nov 2027 10:00:00 GMT',3600",
    })
    void waits(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void unreadableWaitsAreNone() {
        assertThat(RetryAfter.parse(null, NOW)).isNull();
        assertThat(RetryAfter.parse("soon", NOW)).isNull();
        assertThat(RetryAfter.parse("-5", NOW)).isNull();
    }
}
