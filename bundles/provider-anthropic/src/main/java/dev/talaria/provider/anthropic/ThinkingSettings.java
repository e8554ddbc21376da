package dev.talaria.provider.anthropic;

import java.util.Locale;
import java.util.Set;

/**
 * Whether and how models of an endpoint are asked to think.
 *
 * @param budgetTokens for models that want to be told how much; 0: those do not think
 * @param effort how much a model takes upon itself, in thinking and else; empty: the endpoint's default
 */
record ThinkingSettings(Mode mode, long budgetTokens, String effort) {
    static final long MIN_BUDGET_TOKENS = 1024;

    private static final Set<String> EFFORTS = Set.of("", "low", "medium", "high", "xhigh", "max");

    // After what its check reads.
    static final ThinkingSettings OFF = new ThinkingSettings(Mode.OFF, 0, "");

    ThinkingSettings {
        if (budgetTokens != 0 && budgetTokens < MIN_BUDGET_TOKENS) {
            throw new IllegalArgumentException(
                    "thinkingBudgetTokens is " + budgetTokens + "; it must be 0 or at least " + MIN_BUDGET_TOKENS);
        }
        if (mode == Mode.BUDGET && budgetTokens == 0) {
            throw new IllegalArgumentException(
                    "thinkingBudgetTokens is 0; with thinking = budget it must be at least " + MIN_BUDGET_TOKENS);
        }
        if (!EFFORTS.contains(effort)) {
            throw new IllegalArgumentException("effort is none of low, medium, high, xhigh, max");
        }
    }

    /** @throws IllegalArgumentException naming the key that is wrong */
    static ThinkingSettings of(EndpointConfig config) {
        long budget = config.thinkingBudgetTokens();
        String mode = config.thinking().strip();
        return new ThinkingSettings(
                mode.isEmpty() ? (budget == 0 ? Mode.OFF : Mode.BUDGET) : Mode.parse("thinking", mode),
                budget,
                config.effort().strip());
    }

    /** What is asked for. */
    enum Mode {
        /** Nothing is said; a few models think all the same. */
        OFF,
        /** The model decides how much. */
        ADAPTIVE,
        /** Up to a number of tokens. */
        BUDGET;

        private static Mode parse(String name, String text) {
            for (Mode mode : values()) {
                if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return mode;
                }
            }
            throw new IllegalArgumentException(name + " is none of off, adaptive, budget");
        }
    }
}
