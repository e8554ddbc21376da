package dev.talaria.engine.turn;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.SessionKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Component;

/**
 * One turn at a time per session key; others wait in the order in which they came. A component apart from the engine's:
 * who changes a session as a whole needs its place too.
 */
@Component(service = TurnQueue.class)
public final class TurnQueue {
    private final Map<SessionKey, Deque<CountDownLatch>> lines = new HashMap<>();

    /**
     * Waits for the turn's place; give it back with {@link #leave}.
     *
     * @throws CancellationException if cancelled while waiting; the place is given up then
     */
    void enter(SessionKey key, Cancellation cancellation) {
        CountDownLatch mine = new CountDownLatch(1);
        synchronized (lines) {
            Deque<CountDownLatch> line = lines.computeIfAbsent(key, none -> new ArrayDeque<>());
            line.add(mine);
            if (line.size() == 1) {
                return;
            }
        }
        try (var registration = cancellation.onCancel(mine::countDown)) {
            mine.await();
        } catch (InterruptedException e) {
            leave(key, mine);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for an earlier turn of this session");
        }
        if (cancellation.isCancelled()) {
            leave(key, mine);
            throw new CancellationException(cancellation.reason());
        }
    }

    /** Takes the place if nobody has it. */
    public boolean tryEnter(SessionKey key) {
        synchronized (lines) {
            if (lines.containsKey(key)) {
                return false;
            }
            lines.put(key, new ArrayDeque<>(List.of(new CountDownLatch(1))));
            return true;
        }
    }

    /** Lets the next one in. Only by who has the place. */
    public void leave(SessionKey key) {
        synchronized (lines) {
            leave(key, lines.get(key).peek());
        }
    }

    private void leave(SessionKey key, CountDownLatch who) {
        synchronized (lines) {
            Deque<CountDownLatch> line = lines.get(key);
            boolean first = line.peek() == who;
            line.remove(who);
            if (line.isEmpty()) {
                lines.remove(key);
                lines.notifyAll();
            } else if (first) {
                line.peek().countDown();
            }
        }
    }

    int running() {
        synchronized (lines) {
            return lines.size();
        }
    }

    int waiting() {
        synchronized (lines) {
            return lines.values().stream().mapToInt(line -> line.size() - 1).sum();
        }
    }

    /** Waits until nobody runs or waits; false if that takes longer. */
    boolean awaitEmpty(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (lines) {
            long nanos = patience.toNanos();
            while (!lines.isEmpty() && nanos > 0) {
                TimeUnit.NANOSECONDS.timedWait(lines, nanos);
                nanos = deadline - System.nanoTime();
            }
            return lines.isEmpty();
        }
    }
}
