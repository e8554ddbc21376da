package dev.talaria.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuspectsTest {
    private final FakeTime time = new FakeTime(0);
    private final Suspects suspects = new Suspects(time);

    private Set<String> ended(String... atWork) {
        return suspects.ended(Set.of(atWork)).guilty();
    }

    @Test
    void whoIsAloneThreeTimesIsToBlame() {
        assertThat(ended("a 1")).isEmpty();
        assertThat(ended("b 1")).isEmpty();
        assertThat(ended("a 1")).isEmpty();
        assertThat(ended("a 1")).containsExactly("a 1");
    }

    @Test
    void endsThatLieFarApartDoNotAddUp() {
        ended("a 1");
        ended("a 1");
        time.pass(Duration.ofMinutes(11));
        assertThat(ended("a 1")).isEmpty();
        assertThat(ended("a 1")).isEmpty();
        time.pass(Duration.ofMinutes(11));
        assertThat(ended("a 1", "b 1")).isEmpty();
    }

    @Test
    void ofSeveralWhoWasThereBeforeIsToBlame() {
        assertThat(ended("a 1", "b 1", "c 1")).isEmpty();
        assertThat(ended("d 1", "e 1")).isEmpty();
        assertThat(ended("b 1", "d 1", "c 1")).as("the fewest in common").containsExactly("d 1");
    }

    @Test
    void oneOfSeveralAndAloneIsToBlame() {
        assertThat(ended("a 1", "b 1")).isEmpty();
        assertThat(ended("b 1")).containsExactly("b 1");
    }

    @Test
    void whatHadNoNameIsNeverToBlameButMakesNobodyElseCertain() {
        ended("a 1", BusyFile.UNKNOWN);
        assertThat(ended("b 1", BusyFile.UNKNOWN)).isEmpty();
        assertThat(ended("a 1", BusyFile.UNKNOWN)).containsExactly("a 1");
    }

    @Test
    void aVerdictForgetsWhatLedToIt() {
        ended("a 1", "b 1");
        assertThat(ended("a 1", "c 1")).containsExactly("a 1");
        assertThat(ended("b 1", "a 1")).as("it was released").isEmpty();
    }
}
