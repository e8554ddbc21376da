package dev.talaria.api.checkpoint;

import java.time.Instant;

/**
 * The state of a workspace at one moment.
 *
 * @param id unique; a unique prefix will do wherever it is asked for
 * @param workspace absolute directory
 * @param reason what was about to happen
 */
public record Checkpoint(String id, String workspace, Instant taken, String reason) {}
