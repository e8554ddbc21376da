package dev.talaria.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.gateway.PairedPerson;
import dev.talaria.api.gateway.PairingException;
import dev.talaria.api.gateway.PairingException.Code;
import dev.talaria.engine.state.StoredStates;
import dev.talaria.testkit.store.MemoryStore;
import dev.talaria.testkit.tool.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
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

    private List<PairedPerson> waiting() {
        return pairing.list().stream().filter(person -> !person.approved()).toList();
    }

    private void refused(Code code, String platform, String typed) {
        assertThatThrownBy(() -> pairing.approve(platform, typed))
                .isInstanceOfSatisfying(
                        PairingException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void whoSaysTheRightCodeIsLetInAlsoAfterARestart() {
        String code = code(ANNA);
        assertThat(code).matches("[A-HJ-NP-Z2-9]{8}");
        assertThat(waiting()).extracting(PairedPerson::id).containsExactly("42");
        pairing = started();
        assertThat(pairing.isPaired(ANNA)).isFalse();
        pairing.approve("telegram", " " + code.toLowerCase() + " ");
        pairing = started();
        assertThat(pairing.isPaired(ANNA)).isTrue();
        assertThat(waiting()).isEmpty();
        assertThat(pairing.list()).extracting(PairedPerson::name).containsExactly("Anna");
        refused(Code.WRONG, "telegram", code);
    }

    @Test
    void aCodeIsOfOnePlatformAndNowhereInTheStore() {
        String code = code(ANNA);
        refused(Code.WRONG, "slack", code);
        assertThat(store.records("state:hub", "", 10)).isNotEmpty().allSatisfy(record -> assertThat(
                        new String(record.bytes(), StandardCharsets.UTF_8) + record.key())
                .doesNotContain(code));
    }

    @Test
    void aCodeLivesAnHour() {
        String code = code(ANNA);
        clock.advance(Pairing.CODE_LIVES.minusSeconds(1));
        assertThat(waiting()).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        refused(Code.WRONG, "telegram", code);
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
            refused(Code.WRONG, "telegram", "WRONG" + i);
        }
        pairing = started();
        refused(Code.LOCKED, "telegram", code);
        assertThat(pairing.request(stranger(1), "Bert")).isEmpty();
        assertThat(pairing.request(new Person("slack", "T1.U1"), "Carl")).isPresent();
        clock.advance(Pairing.LOCKED);
        assertThat(pairing.isLocked("telegram")).isFalse();
        pairing.approve("telegram", code(stranger(1)));
    }

    @Test
    void aRightCodeForgetsTheWrongOnes() {
        String code = code(ANNA);
        for (int i = 1; i < Pairing.MOST_FAILURES; i++) {
            refused(Code.WRONG, "telegram", "WRONG" + i);
        }
        pairing.approve("telegram", code);
        refused(Code.WRONG, "telegram", "WRONG9");
        assertThat(pairing.isLocked("telegram")).isFalse();
    }

    @Test
    void whoIsPutOutIsAStrangerAgain() {
        pairing.approve("telegram", code(ANNA));
        assertThat(pairing.revoke("telegram", "42")).isTrue();
        assertThat(pairing.isPaired(ANNA)).isFalse();
        assertThat(pairing.revoke("telegram", "42")).isFalse();
    }
}
