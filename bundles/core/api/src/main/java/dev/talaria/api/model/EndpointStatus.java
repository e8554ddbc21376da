package dev.talaria.api.model;

import java.time.Instant;
import java.util.Optional;

/**
 * How an endpoint does.
 *
 * @param inFlight requests that it works on
 * @param waiting requests that wait for it
 * @param coolsUntil until when others are asked before it, after a failure
 * @param lastProblem why, one line; empty if there was none
 * @param answered requests that it answered, since it is here
 * @param failed requests that failed, those that were repeated too, since it is here
 */
public record EndpointStatus(
        int inFlight, int waiting, Optional<Instant> coolsUntil, String lastProblem, long answered, long failed) {
    public EndpointStatus(int inFlight, int waiting, Optional<Instant> coolsUntil, String lastProblem) {
        this(inFlight, waiting, coolsUntil, lastProblem, 0, 0);
    }
}
