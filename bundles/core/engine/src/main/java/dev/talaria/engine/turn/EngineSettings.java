package dev.talaria.engine.turn;

import dev.talaria.api.agent.TurnRequest;
import java.time.Duration;
import java.util.List;

/**
 * Limits of turns, as configured.
 *
 * @param trustedTrees directories whose context files speak for the owner
 */
public record EngineSettings(
        int maxModelCalls,
        Duration maxTurnTime,
        int maxParallelCalls,
        Duration callTimeout,
        Duration stopPatience,
        Duration questionExpiry,
        String sandbox,
        boolean renewEpochOnAddedTool,
        boolean contextFiles,
        boolean checkpoints,
        List<String> trustedTrees) {
    public EngineSettings {
        trustedTrees = List.copyOf(trustedTrees);
    }

    public static EngineSettings defaults() {
        return new EngineSettings(
                60,
                Duration.ofHours(1),
                8,
                Duration.ofMinutes(30),
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                "local",
                true,
                true,
                true,
                List.of());
    }

    /** The same in the sandbox that the request names, if it names one. */
    EngineSettings forRequest(TurnRequest request) {
        return request.sandbox().isEmpty() ? this : withSandbox(request.sandbox());
    }

    private EngineSettings withSandbox(String value) {
        return new EngineSettings(
                maxModelCalls,
                maxTurnTime,
                maxParallelCalls,
                callTimeout,
                stopPatience,
                questionExpiry,
                value,
                renewEpochOnAddedTool,
                contextFiles,
                checkpoints,
                trustedTrees);
    }
}
