package dev.talaria.shell.residence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.spi.instance.Activity;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The watch runs on the test's thread: its pauses move the clock, and what happens meanwhile is set for a time. */
class ResidenceTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final FakeTime time = new FakeTime();
    private final List<Duration> ends = new ArrayList<>();
    private final FakeClients clients = new FakeClients();
    private final FakeWork work = new FakeWork("2 turns", true);
    private final FakeWork process = new FakeWork("1 background process", false);
    private final Residence residence = new Residence(idleMinutes(15), time, () -> ends.add(time.passed()));

    private static final class FakeClients implements Clients {
        private int count;
        private boolean refused;

        @Override
        public int count() {
            return count;
        }

        @Override
        public void refuseNew() {
            refused = true;
        }
    }

    private static final class FakeWork implements Activity {
        private final String what;
        private final boolean endsSoon;
        private boolean busy;

        FakeWork(String what, boolean endsSoon) {
            this.what = what;
            this.endsSoon = endsSoon;
        }

        @Override
        public boolean busy() {
            return busy;
        }

        @Override
        public String what() {
            return what;
        }

        @Override
        public boolean endsSoon() {
            return endsSoon;
        }
    }

    private static Residence.Config idleMinutes(int minutes) {
        return new Residence.Config() {
            @Override
            public int idleMinutes() {
                return minutes;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return Residence.Config.class;
            }
        };
    }

    @BeforeEach
    void begin() {
        residence.clientsAre(clients);
        residence.bindActivity(work);
        residence.bindActivity(process);
    }

    @AfterEach
    void clearTheInterruptOfADay() {
        Thread.interrupted();
    }

    @Test
    void endsWhenNobodyNeededItForTheTime() {
        residence.watch();
        assertThat(ends).containsExactly(Duration.ofMinutes(15));
        assertThat(clients.refused).isTrue();
    }

    @Test
    void theTimeBeginsAnewWithTheLastClientAndTheLastWork() {
        clients.count = 1;
        time.at(Duration.ofMinutes(10), () -> {
            clients.count = 0;
            process.busy = true;
        });
        time.at(Duration.ofMinutes(40), () -> process.busy = false);
        residence.watch();
        assertThat(ends).hasSize(1);
        assertThat(ends.get(0)).isBetween(Duration.ofMinutes(54), Duration.ofMinutes(56));
    }

    @Test
    void neverEndsWhileThereIsWork() {
        process.busy = true;
        residence.watch();
        assertThat(ends).isEmpty();
        assertThat(time.passed()).isGreaterThan(DAY);
    }

    @Test
    void onceStartedForGoodItStays() {
        time.at(Duration.ofMinutes(14), () -> assertThat(residence.stay()).isTrue());
        residence.watch();
        assertThat(ends).isEmpty();
        assertThat(time.passed()).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(15));
        assertThat(residence.stays()).isTrue();
    }

    @Test
    void itIsToldWhenItIsTooLateToStay() {
        residence.watch();
        assertThat(residence.stay()).isFalse();
        assertThat(residence.stays()).isFalse();
    }

    @Test
    void anotherNumberOfMinutesCountsAtOnce() {
        time.at(Duration.ofMinutes(5), () -> residence.modified(idleMinutes(6)));
        residence.watch();
        assertThat(ends).containsExactly(Duration.ofMinutes(6));
    }

    @Test
    void aPartThatCannotSayIsNoWork() {
        residence.bindActivity(new Activity() {
            @Override
            public boolean busy() {
                throw new IllegalStateException("broken");
            }

            @Override
            public String what() {
                throw new IllegalStateException("broken");
            }
        });
        process.busy = true;
        assertThat(residence.work()).containsExactly("1 background process");
    }

    @Test
    void whoComesAtTheLastMomentIsServedFirst() {
        residence.clientsAre(new Clients() {
            @Override
            public int count() {
                return clients.count;
            }

            @Override
            public void refuseNew() {
                clients.count = 1;
                time.at(time.passed().plusSeconds(3), () -> clients.count = 0);
            }
        });
        residence.watch();
        assertThat(ends).hasSize(1);
        assertThat(ends.get(0)).isBetween(Duration.ofSeconds(903), Duration.ofSeconds(904));
    }

    @Test
    void aDrainWaitsForWhatEndsSoonOnlyAndSaysItOnce() throws Exception {
        work.busy = true;
        process.busy = true;
        time.at(Duration.ofSeconds(7), () -> work.busy = false);
        List<String> said = new ArrayList<>();
        assertThat(residence.drain(said::add)).isEmpty();
        assertThat(said).containsExactly("2 turns");
        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(7));
        assertThat(clients.refused).isTrue();
        assertThat(ends).as("to end is another step").isEmpty();
    }

    @Test
    void aDrainGivesUpAndNamesWhatIsCutOff() throws Exception {
        work.busy = true;
        assertThat(residence.drain(what -> {})).containsExactly("2 turns");
        assertThat(time.passed()).isEqualTo(Residence.LONGEST_DRAIN);
    }
}
