package dev.talaria.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.health.Finding;
import dev.talaria.api.health.Health;
import dev.talaria.api.health.Health.State;
import dev.talaria.spi.health.HealthProbe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoctorServiceTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private DoctorService doctor = new DoctorService(LONG);

    @AfterEach
    void close() {
        doctor.close();
    }

    @Test
    void theWorstComesFirstThenByName() {
        probe("b", () -> List.of(Health.ok("fine")));
        probe("a", () -> List.of());
        probe("z", () -> List.of(Health.degraded("one", "x"), Health.down("two", "y")));
        assertThat(doctor.examine())
                .extracting(finding -> finding.probe() + " " + finding.health().state())
                .containsExactly("z DOWN", "z DEGRADED", "a OK", "b OK");
    }

    @Test
    void probesRunAtTheSameTime() {
        CyclicBarrier all = new CyclicBarrier(3);
        for (String name : List.of("a", "b", "c")) {
            probe(name, () -> {
                all.await(20, TimeUnit.SECONDS);
                return List.of(Health.ok("met the others"));
            });
        }
        assertThat(doctor.examine()).allMatch(finding -> finding.health().state() == State.OK);
    }

    @Test
    void oneThatThrowsIsAFinding() {
        probe("a", () -> {
            throw new java.io.IOException("no such disk");
        });
        probe("b", () -> {
            throw new NoClassDefFoundError("x");
        });
        List<Finding> findings = doctor.examine();
        assertThat(findings).allMatch(finding -> finding.health().state() == State.DOWN);
        assertThat(findings.get(0).health().cause()).contains("no such disk");
        assertThat(findings.get(1).health().cause()).contains("NoClassDefFoundError");
    }

    @Test
    void oneThatHangsIsAFindingThatSaysWhereAndIsNotAskedAgainUntilItEnds() throws InterruptedException {
        doctor = new DoctorService(Duration.ofMillis(200));
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        probe("stuck", () -> {
            asked.incrementAndGet();
            while (release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    // the worst of all probes
                }
            }
            ended.countDown();
            return List.of(Health.ok("late"));
        });
        Finding first = doctor.examine().get(0);
        assertThat(first.health().state()).isEqualTo(State.DOWN);
        assertThat(first.health().cause()).contains("no answer within 200 ms, at ");
        assertThat(doctor.examine().get(0).health().cause()).contains("has not ended");
        assertThat(asked).hasValue(1);
        release.countDown();
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        long deadline = System.nanoTime() + LONG.toNanos();
        while (doctor.examine().get(0).health().state() != State.OK && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(asked.get()).isGreaterThan(1);
    }

    @Test
    void oneThatWaitsIsInterruptedWhenItsTimeIsOver() throws InterruptedException {
        doctor = new DoctorService(Duration.ofMillis(100));
        CountDownLatch interrupted = new CountDownLatch(1);
        probe("slow", () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return List.of();
        });
        assertThat(doctor.examine().get(0).health().state()).isEqualTo(State.DOWN);
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aProbeThatWentIsNotAskedAnyMore() {
        HealthProbe gone = probe("a", () -> List.of(Health.ok("here")));
        doctor.unbindProbe(gone);
        assertThat(doctor.examine()).isEmpty();
    }

    private HealthProbe probe(String name, Callable<List<Health>> check) {
        HealthProbe probe = new HealthProbe() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Health> check() throws Exception {
                return check.call();
            }
        };
        doctor.bindProbe(probe);
        return probe;
    }
}
