package dev.talaria.engine.model;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.EndpointStatus;
import dev.talaria.api.model.Urgency;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;

/**
 * The way to one endpoint: how many requests are on it, how many it got in the last minute, who waits, and whether it is
 * out of favour. Thread-safe.
 */
final class Lane {
    private record Ticket(Urgency urgency, long number) {}

    private final Clock clock;
    private final RateWindow rate = new RateWindow();
    private final TreeSet<Ticket> waiting =
            new TreeSet<>(Comparator.comparing(Ticket::urgency).thenComparingLong(Ticket::number));
    private long tickets;
    private int inFlight;
    private Instant coolsUntil = Instant.MIN;
    private String lastProblem = "";
    private long answered;
    private long failures;

    Lane(Clock clock) {
        this.clock = clock;
    }

    /**
     * Waits for a place. People go before jobs; among equals, who came first.
     *
     * @param tokens about how many the request and its reply have
     * @return for {@link #leave}
     */
    RateWindow.Entry enter(Urgency urgency, LaneLimits limits, long tokens, Cancellation cancellation) {
        try (var registration = cancellation.onCancel(this::lookAgain)) {
            return await(urgency, limits, tokens, cancellation);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for a model");
        }
    }

    private synchronized RateWindow.Entry await(
            Urgency urgency, LaneLimits limits, long tokens, Cancellation cancellation) throws InterruptedException {
        Ticket ticket = new Ticket(urgency, tickets++);
        waiting.add(ticket);
        try {
            while (true) {
                cancellation.throwIfCancelled();
                boolean first = waiting.first() == ticket && inFlight < limits.concurrent();
                long millis = first ? rate.millisUntil(clock.millis(), tokens, limits) : 0;
                if (first && millis == 0) {
                    inFlight++;
                    return rate.add(clock.millis(), tokens);
                }
                wait(millis);
            }
        } finally {
            waiting.remove(ticket);
            notifyAll();
        }
    }

    private synchronized void lookAgain() {
        notifyAll();
    }

    /** @param used tokens, once they are known; else what was estimated */
    synchronized void leave(RateWindow.Entry entry, long used) {
        rate.correct(entry, used);
        inFlight--;
        notifyAll();
    }

    synchronized void succeeded() {
        coolsUntil = Instant.MIN;
        lastProblem = "";
        answered++;
    }

    /** One request failed; whether the endpoint is to be avoided is decided later. */
    synchronized void countFailure() {
        failures++;
    }

    synchronized void failed(String problem, Duration coolDown) {
        lastProblem = problem;
        Instant until = clock.instant().plus(coolDown);
        if (until.isAfter(coolsUntil)) {
            coolsUntil = until;
        }
    }

    synchronized EndpointStatus status() {
        return new EndpointStatus(inFlight, waiting.size(), coolsUntil(), lastProblem, answered, failures);
    }

    synchronized Optional<Instant> coolsUntil() {
        return coolsUntil.isAfter(clock.instant()) ? Optional.of(coolsUntil) : Optional.empty();
    }
}
