package dev.talaria.engine.turn;

import java.time.Duration;

/** Limits of turns, as configured. */
public record EngineSettings(
        int maxModelCalls,
        int maxParallelCalls,
        Duration callTimeout,
        Duration stopPatience,
        Duration questionExpiry,
        String sandbox,
        boolean renewEpochOnAddedTool) {

    public static EngineSettings defaults() {
        return new EngineSettings(
                60, 8, Duration.ofMinutes(30), Duration.ofSeconds(2), Duration.ofMinutes(5), "local", true);
    }
}
