package dev.talaria.launcher.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that pauses move on, and nothing else. */
final class FakeTime implements Time {
    final List<Duration> pauses = new ArrayList<>();
    private Duration passed = Duration.ZERO;

    /** @param mostPauses at the pause after them the supervisor is told to stop, as by a signal */
    FakeTime(int mostPauses) {
        this.mostPauses = mostPauses;
    }

    private final int mostPauses;

    void pass(Duration duration) {
        passed = passed.plus(duration);
    }

    @Override
    public long nanos() {
        return passed.toNanos();
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plus(passed);
    }

    @Override
    public void pause(Duration pause) throws InterruptedException {
        pauses.add(pause);
        pass(pause);
        if (pauses.size() > mostPauses) {
            throw new InterruptedException("enough");
        }
    }

    List<Long> seconds() {
        return pauses.stream().map(Duration::toSeconds).toList();
    }
}
