package dev.talaria.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.engine.state.StoredStates;
import dev.talaria.gateway.hub.Pairing.Outcome;
import dev.talaria.testkit.store.MemoryStore;
import dev.talaria.testkit.tool.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairingTest {
    private static final Person ANNA = new Person("telegram", "42");

    private final ManualClock clock = new ManualClock();
    private final MemoryStore store = new MemoryStore(clock);
    private final Random random = new Random(7);
    private Pairing pairing = started();

    /** As after a restart: nothing is known but what is stored. */
    private Pairing started() {
        return new Pairing(new StoredStates(store, "hub"), clock, random);
    }

    private static Person stranger(int number) {
        return new Person("telegram", "s" + number);
    }

    private String code(Person person) {
        return pairing.request(person, "Anna").orElseThrow();
    }

    @Test
    void whoSaysTheRightCodeIsLetInAlsoAfterARestart() {
        String code = code(ANNA);
        assertThat(code).matches("[A-HJ-NP-Z2-9]{8}");
        assertThat(pairing.pending("telegram"))
                .extracting(Pairing.Guest::person)
                .containsExactly(ANNA);
        pairing = started();
        assertThat(pairing.isPaired(ANNA)).isFalse();
        assertThat(pairing.approve("telegram", " " + code.toLowerCase() + " ").outcome())
                .isEqualTo(Outcome.APPROVED);
        pairing = started();
        assertThat(pairing.isPaired(ANNA)).isTrue();
        assertThat(pairing.pending("telegram")).isEmpty();
        assertThat(pairing.approved("telegram")).extracting(Pairing.Guest::name).containsExactly("Anna");
        assertThat(pairing.approve("telegram", code).outcome()).as("once").isEqualTo(Outcome.WRONG);
    }

    @Test
    void aCodeIsOfOnePlatformAndNowhereInTheStore() {
        String code = code(ANNA);
        assertThat(pairing.approve("slack", code).outcome()).isEqualTo(Outcome.WRONG);
        assertThat(store.records("state:hub", "", 10)).isNotEmpty().allSatisfy(record -> assertThat(
                        new String(record.bytes(), StandardCharsets.UTF_8) + record.key())
                .doesNotContain(code));
    }

    @Test
    void aCodeLivesAnHour() {
        String code = code(ANNA);
        clock.advance(Pairing.CODE_LIVES.minusSeconds(1));
        assertThat(pairing.pending("telegram")).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(pairing.approve("telegram", code).outcome()).isEqualTo(Outcome.WRONG);
        assertThat(pairing.isPaired(ANNA)).isFalse();
    }

    @Test
    void aPersonGetsOneEachTenMinutesAndAPlatformHasThree() {
        code(ANNA);
        assertThat(pairing.request(ANNA, "Anna")).isEmpty();
        code(stranger(1));
        code(stranger(2));
        assertThat(pairing.request(stranger(3), "Bert")).isEmpty();
        assertThat(pairing.request(new Person("slack", "T1.U1"), "Carl")).isPresent();
        clock.advance(Pairing.CODE_LIVES);
        assertThat(started().request(ANNA, "Anna")).isPresent();
    }

    @Test
    void afterFiveWrongOnesNothingIsApprovedOrGivenForAnHour() {
        String code = code(ANNA);
        for (int i = 0; i < Pairing.MOST_FAILURES; i++) {
            assertThat(pairing.approve("telegram", "WRONG" + i).outcome()).isEqualTo(Outcome.WRONG);
        }
        pairing = started();
        assertThat(pairing.approve("telegram", code).outcome()).isEqualTo(Outcome.LOCKED);
        assertThat(pairing.request(stranger(1), "Bert")).isEmpty();
        assertThat(pairing.request(new Person("slack", "T1.U1"), "Carl")).isPresent();
        clock.advance(Pairing.LOCKED);
        assertThat(pairing.isLocked("telegram")).isFalse();
        assertThat(pairing.approve("telegram", code(stranger(1))).outcome()).isEqualTo(Outcome.APPROVED);
    }

    @Test
    void aRightCodeForgetsTheWrongOnes() {
        String code = code(ANNA);
        for (int i = 1; i < Pairing.MOST_FAILURES; i++) {
            pairing.approve("telegram", "WRONG" + i);
        }
        assertThat(pairing.approve("telegram", code).outcome()).isEqualTo(Outcome.APPROVED);
        assertThat(pairing.approve("telegram", "WRONG9").outcome()).isEqualTo(Outcome.WRONG);
        assertThat(pairing.isLocked("telegram")).isFalse();
    }

    @Test
    void whoIsPutOutIsAStrangerAgain() {
        pairing.approve("telegram", code(ANNA));
        assertThat(pairing.revoke(ANNA)).isTrue();
        assertThat(pairing.isPaired(ANNA)).isFalse();
        assertThat(pairing.revoke(ANNA)).isFalse();
    }
}
