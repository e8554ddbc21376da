package dev.talaria.testkit.modal;

import io.grpc.Status;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What goes wrong in a fake. Calls are named as in the protocol: {@code SandboxCreate}. */
public final class Faults {
    private static final long NEVER = -1;

    /** @param retryAfterSeconds as the server dictates it; 0 if it does not */
    record Failure(Status status, AtomicInteger left, float retryAfterSeconds) {}

    private final Map<String, Failure> failures = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> lost = new ConcurrentHashMap<>();
    private final AtomicLong cutAfter = new AtomicLong(NEVER);
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile boolean quietEnd;

    /** The next calls fail before anything is done. */
    public void fail(String call, Status status, int times) {
        failures.put(call, new Failure(status, new AtomicInteger(times), 0));
    }

    /** The next calls are refused, and the server says when to try again. */
    public void throttle(String call, float retryAfterSeconds, int times) {
        Status status = Status.RESOURCE_EXHAUSTED.withDescription("too many requests");
        failures.put(call, new Failure(status, new AtomicInteger(times), retryAfterSeconds));
    }

    /** The next calls are done, but their answers get lost on the way. */
    public void loseAnswer(String call, int times) {
        lost.put(call, new AtomicInteger(times));
    }

    /** So often the stream of a command's output breaks off, each time after so many bytes. */
    public void cutOutput(long afterBytes, int times) {
        cutAfter.set(afterBytes);
        cuts.set(times);
    }

    /** Whether commands of a sandbox that is ended end as if killed, instead of not being found. */
    public void quietEnd(boolean yes) {
        quietEnd = yes;
    }

    Optional<Failure> failure(String call) {
        return Optional.ofNullable(failures.get(call))
                .filter(failure -> failure.left().getAndDecrement() > 0);
    }

    boolean losesAnswer(String call) {
        AtomicInteger left = lost.get(call);
        return left != null && left.getAndDecrement() > 0;
    }

    /** After how many bytes this stream breaks off; negative if it does not. */
    long cut() {
        return cuts.getAndDecrement() > 0 ? cutAfter.get() : NEVER;
    }

    boolean endsQuietly() {
        return quietEnd;
    }
}
