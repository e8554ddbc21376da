package dev.talaria.engine.model;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.Urgency;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

/** The way to one endpoint: how many requests are on it, who waits, and whether it is out of favour. Thread-safe. */
final class Lane {
    private final Clock clock;
    private final Map<Urgency, Deque<CountDownLatch>> waiting = new EnumMap<>(Urgency.class);
    private int inFlight;
    private Instant coolsUntil = Instant.MIN;
    private String lastProblem = "";

    Lane(Clock clock) {
        this.clock = clock;
        for (Urgency urgency : Urgency.values()) {
            waiting.put(urgency, new ArrayDeque<>());
        }
    }

    /** Waits for a place. People go before jobs; among equals, who came first. */
    void enter(Urgency urgency, int most, Cancellation cancellation) {
        CountDownLatch turn;
        synchronized (this) {
            if (inFlight < most) {
                inFlight++;
                return;
            }
            turn = new CountDownLatch(1);
            waiting.get(urgency).add(turn);
        }
        try (var registration = cancellation.onCancel(turn::countDown)) {
            turn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            withdraw(urgency, turn);
            throw new CancellationException("interrupted while waiting for a model");
        }
        if (cancellation.isCancelled()) {
            withdraw(urgency, turn);
            cancellation.throwIfCancelled();
        }
    }

    /** Who was given a place just before gives it on. */
    private void withdraw(Urgency urgency, CountDownLatch turn) {
        boolean had;
        synchronized (this) {
            had = !waiting.get(urgency).remove(turn);
        }
        if (had) {
            leave();
        }
    }

    void leave() {
        CountDownLatch next = null;
        synchronized (this) {
            for (Deque<CountDownLatch> queue : waiting.values()) {
                if (next == null) {
                    next = queue.poll();
                }
            }
            if (next == null) {
                inFlight--;
            }
        }
        if (next != null) {
            next.countDown();
        }
    }

    synchronized void succeeded() {
        coolsUntil = Instant.MIN;
        lastProblem = "";
    }

    synchronized void failed(String problem, Duration coolDown) {
        lastProblem = problem;
        Instant until = clock.instant().plus(coolDown);
        if (until.isAfter(coolsUntil)) {
            coolsUntil = until;
        }
    }

    synchronized Optional<Instant> coolsUntil() {
        return coolsUntil.isAfter(clock.instant()) ? Optional.of(coolsUntil) : Optional.empty();
    }

    synchronized int inFlight() {
        return inFlight;
    }

    synchronized int waiting() {
        return waiting.values().stream().mapToInt(Deque::size).sum();
    }

    synchronized String lastProblem() {
        return lastProblem;
    }
}
