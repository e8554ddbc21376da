package dev.talaria.testkit.gateway;

import dev.talaria.api.gateway.Inbound;
import dev.talaria.api.gateway.InboundMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Keeps what is handed in, also what it refuses. Thread-safe. */
public final class RecordingInbound implements Inbound {
    private final List<InboundMessage> messages = new ArrayList<>();
    private final Set<String> accepted = new HashSet<>();
    private int refusals;

    /** The next so many messages cannot be kept. */
    public synchronized RecordingInbound refusing(int count) {
        refusals = count;
        return this;
    }

    @Override
    public synchronized Acceptance accept(InboundMessage message) {
        messages.add(message);
        notifyAll();
        if (refusals > 0) {
            refusals--;
            throw ConnectorContract.diskFull();
        }
        return accepted.add(message.id()) ? Acceptance.ACCEPTED : Acceptance.DUPLICATE;
    }

    public synchronized List<InboundMessage> messages() {
        return List.copyOf(messages);
    }

    /** Waits until so many were handed in; fails if that takes longer. */
    public synchronized List<InboundMessage> await(int count, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (messages.size() < count) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("Only " + messages.size() + " of " + count + " messages came in " + patience);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return messages();
    }
}
