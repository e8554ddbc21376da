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
 */
public record EndpointStatus(int inFlight, int waiting, Optional<Instant> coolsUntil, String lastProblem) {}
