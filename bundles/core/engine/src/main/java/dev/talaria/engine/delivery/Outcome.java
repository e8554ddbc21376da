package dev.talaria.engine.delivery;

import dev.talaria.api.gateway.DeliveryException;
import dev.talaria.api.gateway.DeliveryException.Reason;
import dev.talaria.api.gateway.Receipt;
import dev.talaria.api.store.OutboxState;
import dev.talaria.engine.thread.Backoff;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one try to send.
 *
 * @param next when it is tried again; null if it is not
 * @param uncertain whether this try may have been carried out
 * @param receipt of what was sent
 */
record Outcome(
        OutboxState state,
        @Nullable Instant next,
        boolean uncertain,
        String reason,
        @Nullable Receipt receipt) {

    static Outcome sent(Receipt receipt) {
        return new Outcome(OutboxState.SENT, null, false, "", receipt);
    }

    static Outcome dead(String reason) {
        return new Outcome(OutboxState.DEAD, null, false, reason, null);
    }

    static Outcome again(Instant next, boolean uncertain, String reason) {
        return new Outcome(OutboxState.PENDING, next, uncertain, reason, null);
    }

    /** Nobody saw the end of the last try. */
    static Outcome unknown(String reason) {
        return new Outcome(OutboxState.UNKNOWN, null, true, reason, null);
    }

    /** @param attempts how often it was tried, this time included */
    static Outcome of(DeliveryException failure, int attempts, int most, Backoff backoff, Instant now) {
        String why = failure.getMessage();
        Reason reason = failure.reason();
        switch (reason) {
            case DEAD_TARGET:
            case REFUSED:
                return dead(why);
            case UNKNOWN:
                return attempts >= most
                        ? unknown(last(attempts, why))
                        : again(now.plus(backoff.after(attempts)), true, why);
            case AUTHENTICATION:
                // The account is parked: the row waits for it, not for a time.
                return attempts >= most ? dead(last(attempts, why)) : again(now, false, why);
            default:
                Duration wait = failure.retryAfter().orElseGet(() -> backoff.after(attempts));
                return attempts >= most ? dead(last(attempts, why)) : again(now.plus(wait), false, why);
        }
    }

    private static String last(int attempts, String why) {
        return "tried " + attempts + " times: " + why;
    }
}
