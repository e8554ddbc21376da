package dev.talaria.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.Urgency;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final LaneLimits ONE = new LaneLimits(1, 0, 0);

    private final CancellationSource cancellation = new CancellationSource();
    private final Lane lane = new Lane(Clock.systemUTC());

    @Test
    void peopleGoBeforeJobs() {
        RateWindow.Entry first = lane.enter(Urgency.HUMAN, ONE, 0, cancellation);
        List<String> order = new CopyOnWriteArrayList<>();
        var job = enter(Urgency.BACKGROUND, "job", order, 1);
        var person = enter(Urgency.HUMAN, "person", order, 2);
        lane.leave(first, 0);
        CompletableFuture.allOf(job, person).join();
        assertThat(order).containsExactly("person", "job");
        assertThat(lane.status().inFlight()).isZero();
    }

    @Test
    void whoGivesUpWaitingLeavesNoGap() throws Exception {
        RateWindow.Entry first = lane.enter(Urgency.HUMAN, ONE, 0, cancellation);
        CancellationSource other = new CancellationSource();
        var waits = CompletableFuture.runAsync(() -> lane.enter(Urgency.HUMAN, ONE, 0, other));
        awaitWaiting(1);
        other.cancel("no");
        assertThatThrownBy(waits::get).hasCauseInstanceOf(CancellationException.class);
        lane.leave(first, 0);
        assertThat(lane.status().inFlight()).isZero();
        assertThat(lane.status().waiting()).isZero();
    }

    @Test
    void requestsOfAMinuteAreBounded() {
        RateWindow window = new RateWindow();
        LaneLimits two = new LaneLimits(9, 2, 0);
        window.add(1_000, 0);
        assertThat(window.millisUntil(1_000, 0, two)).isZero();
        window.add(5_000, 0);
        assertThat(window.millisUntil(6_000, 0, two)).isEqualTo(55_000);
        assertThat(window.millisUntil(61_000, 0, two)).isZero();
    }

    @Test
    void tokensOfAMinuteAreBoundedByWhatWasReallyUsed() {
        RateWindow window = new RateWindow();
        LaneLimits limits = new LaneLimits(9, 0, 1_000);
        RateWindow.Entry first = window.add(0, 900);
        assertThat(window.millisUntil(10, 200, limits)).isEqualTo(59_990);
        window.correct(first, 100);
        assertThat(window.millisUntil(10, 200, limits)).isZero();
    }

    @Test
    void whatEndsAfterItsMinuteChangesNothing() {
        RateWindow window = new RateWindow();
        LaneLimits limits = new LaneLimits(9, 0, 1_000);
        RateWindow.Entry slow = window.add(0, 100);
        assertThat(window.millisUntil(60_000, 1, limits)).isZero();
        window.correct(slow, 900);
        window.add(60_000, 100);
        assertThat(window.millisUntil(60_001, 500, limits)).isZero();
    }

    @Test
    void oneBeyondTheLimitGoesAlone() {
        RateWindow window = new RateWindow();
        LaneLimits limits = new LaneLimits(9, 0, 1_000);
        assertThat(window.millisUntil(0, 5_000, limits)).isZero();
        window.add(0, 10);
        assertThat(window.millisUntil(1, 5_000, limits)).isEqualTo(59_999);
    }

    @Test
    void whoWaitsForTheRateGoesWhenItIsFree() {
        FakeTime time = new FakeTime();
        Lane limited = new Lane(time);
        LaneLimits one = new LaneLimits(9, 1, 0);
        limited.leave(limited.enter(Urgency.HUMAN, one, 0, cancellation), 0);
        time.now = time.now.plusMillis(59_950);
        var second = CompletableFuture.runAsync(() -> {
            limited.enter(Urgency.HUMAN, one, 0, cancellation);
        });
        awaitWaiting(limited, 1);
        assertThat(second).isNotDone();
        time.now = time.now.plusMillis(50);
        second.join();
        assertThat(limited.status().inFlight()).isEqualTo(1);
    }

    private CompletableFuture<Void> enter(Urgency urgency, String name, List<String> order, int waiting) {
        var result = CompletableFuture.runAsync(() -> {
            RateWindow.Entry place = lane.enter(urgency, ONE, 0, cancellation);
            order.add(name);
            lane.leave(place, 0);
        });
        awaitWaiting(waiting);
        return result;
    }

    private void awaitWaiting(int count) {
        awaitWaiting(lane, count);
    }

    private static void awaitWaiting(Lane lane, int count) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (lane.status().waiting() < count) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
