package dev.talaria.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ResetPolicyTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    @Test
    void byDefaultNothingEnds() {
        assertThat(ResetPolicy.never().isOver(Instant.EPOCH, at("2026-01-01T00:00:00")))
                .isFalse();
    }

    @Test
    void afterSoLongWithoutAMessage() {
        ResetPolicy policy = new ResetPolicy(Duration.ofHours(24), -1, BERLIN);
        Instant used = at("2026-05-01T12:00:00");
        assertThat(policy.isOver(used, used.plus(Duration.ofHours(24)).minusMillis(1)))
                .isFalse();
        assertThat(policy.isOver(used, used.plus(Duration.ofHours(24)))).isTrue();
    }

    @Test
    void eachDayAtAnHour() {
        ResetPolicy policy = new ResetPolicy(Duration.ZERO, 4, BERLIN);
        assertThat(policy.isOver(at("2026-05-01T03:59:00"), at("2026-05-01T04:00:00")))
                .isTrue();
        assertThat(policy.isOver(at("2026-05-01T04:00:00"), at("2026-05-02T03:59:00")))
                .isFalse();
        assertThat(policy.isOver(at("2026-05-01T23:00:00"), at("2026-05-02T03:59:00")))
                .isFalse();
        assertThat(policy.isOver(at("2026-05-01T23:00:00"), at("2026-05-02T04:00:00")))
                .isTrue();
    }

    @Test
    void onTheDaysWhenTheClockIsChanged() {
        ResetPolicy policy = new ResetPolicy(Duration.ZERO, 2, BERLIN);
        // 29 March 2026 has no 02:00: it is 03:00 then. On 25 October it is 02:00 twice; the first one counts.
        assertThat(policy.isOver(at("2026-03-29T01:59:00"), at("2026-03-29T03:00:00")))
                .isTrue();
        assertThat(policy.isOver(at("2026-03-29T03:00:00"), at("2026-03-29T03:30:00")))
                .isFalse();
        Instant first = Instant.parse("2026-10-25T00:00:00Z");
        assertThat(policy.isOver(first.minusSeconds(60), first)).isTrue();
        assertThat(policy.isOver(first, first.plus(Duration.ofHours(1)))).isFalse();
    }
}
