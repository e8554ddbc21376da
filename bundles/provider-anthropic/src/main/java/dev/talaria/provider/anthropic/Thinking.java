package dev.talaria.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.talaria.provider.anthropic.ThinkingSettings.Mode;
import dev.talaria.provider.support.WireJson;

/** Asks for thinking in the way that the model knows, where it knows one. */
final class Thinking {
    private Thinking() {}

    /** @param body with its model, its {@code max_tokens} and its messages */
    static void ask(ObjectNode body, ThinkingSettings settings) {
        ThinkingKind kind = ThinkingKind.of(WireJson.text(body, "model"));
        switch (mode(settings.mode(), kind)) {
            case ADAPTIVE -> body.putObject("thinking").put("type", "adaptive");
            case BUDGET -> askWithBudget(body, settings.budgetTokens());
            case OFF -> {
                // Nothing is said, so that models without thinking do not refuse it.
            }
        }
        if (!settings.effort().isEmpty() && kind.hasEffort()) {
            body.putObject("output_config").put("effort", settings.effort());
        }
    }

    private static Mode mode(Mode wanted, ThinkingKind kind) {
        if (wanted == Mode.OFF) {
            return Mode.OFF;
        }
        return switch (kind) {
            case NONE -> Mode.OFF;
            case BUDGET -> Mode.BUDGET;
            case EITHER -> wanted;
            case ADAPTIVE -> Mode.ADAPTIVE;
        };
    }

    /** The endpoint wants the reply to have more tokens than the budget; half of a short one are for its text. */
    private static void askWithBudget(ObjectNode body, long wanted) {
        long replyTokens = WireJson.count(body, "max_tokens");
        long budget = replyTokens > wanted ? wanted : replyTokens / 2;
        if (budget >= ThinkingSettings.MIN_BUDGET_TOKENS && beganThinking(body.path("messages"))) {
            body.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
        }
    }

    /**
     * While tools are called, the endpoint refuses a budget unless the assistant's part of the turn began with a
     * thinking block, which is missing if another provider began it.
     */
    private static boolean beganThinking(JsonNode messages) {
        int first = messages.size();
        while (first > 0 && !isFromPeople(messages.get(first - 1))) {
            first--;
        }
        return first == messages.size()
                || WireMessages.isThinking(messages.get(first).path("content").path(0));
    }

    private static boolean isFromPeople(JsonNode message) {
        if (!WireJson.text(message, "role").equals("user")) {
            return false;
        }
        for (JsonNode block : message.path("content")) {
            if (!WireJson.text(block, "type").equals("tool_result")) {
                return true;
            }
        }
        return false;
    }
}
