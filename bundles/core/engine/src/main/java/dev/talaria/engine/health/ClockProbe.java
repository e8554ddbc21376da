package dev.talaria.engine.health;

import dev.talaria.api.health.Health;
import dev.talaria.spi.health.HealthProbe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Whether the clock was set, or the machine slept, since start: the clock on the wall against the one that only runs. */
@Component(immediate = true)
public final class ClockProbe implements HealthProbe {
    private static final Duration TOLERATED = Duration.ofSeconds(5);
    /** A clock that is slewed may run fast or slow by this part of the time. */
    private static final long SLEWED_PART = 1_000;

    private final Clock clock;
    private final LongSupplier nanos;
    private final Instant startedAt;
    private final long startedNanos;

    @Activate
    public ClockProbe() {
        this(Clock.systemUTC(), System::nanoTime);
    }

    ClockProbe(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        this.startedAt = clock.instant();
        this.startedNanos = nanos.getAsLong();
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public List<Health> check() {
        Duration passed = Duration.ofNanos(nanos.getAsLong() - startedNanos);
        Duration jump = Duration.between(startedAt, clock.instant()).minus(passed);
        if (jump.abs().compareTo(TOLERATED.plus(passed.dividedBy(SLEWED_PART))) <= 0) {
            return List.of(Health.ok("no jump in " + passed.toMinutes() + " min."));
        }
        String direction = jump.isNegative() ? "back" : "forward";
        return List.of(Health.degraded(
                "it went " + direction + " by " + jump.abs().toSeconds()
                        + " s since start: somebody set it, or the machine slept.",
                "Times in sessions and logs have that gap. If the machine did not sleep, see that its time is kept by"
                        + " NTP."));
    }
}
