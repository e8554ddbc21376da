package dev.talaria.engine.approval;

import dev.talaria.api.approval.ApprovalMode;
import java.time.Duration;
import java.util.List;

/**
 * The operator's word on approvals.
 *
 * @param mode where a turn names none
 * @param deny what never runs, whatever else allows it
 * @param allow what need not be asked; the floor and {@code deny} stand above it
 * @param unusable lines of {@code deny} that are no rules: until they are mended nothing with an effect runs
 * @param remember how long {@code always} lasts
 */
public record GateSettings(
        ApprovalMode mode,
        List<OperatorRule> deny,
        List<OperatorRule> allow,
        List<String> unusable,
        Duration remember) {
    public GateSettings {
        deny = List.copyOf(deny);
        allow = List.copyOf(allow);
        unusable = List.copyOf(unusable);
    }

    public static GateSettings defaults() {
        return new GateSettings(ApprovalMode.ASK, List.of(), List.of(), List.of(), Duration.ofDays(90));
    }
}
