package dev.talaria.provider.openai;

import dev.talaria.api.model.ModelException.Reason;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What an endpoint's error means: the first rule that fits. Context overflow comes before everything, because it is
 * answered by compaction while the statuses that carry it are final for others.
 */
final class ErrorRules {
    private static final String[] MOMENTARY = {"try again", "resets at", "window", "per min", "rate limit"};

    private static final List<Rule> RULES = List.of(
            text(
                            Reason.CONTEXT_OVERFLOW,
                            "context length",
                            "context_length",
                            "maximum context",
                            "context window",
                            "context size",
                            "token limit",
                            "too many tokens",
                            "reduce the length",
                            "prompt is too long",
                            "input is too long")
                    .unless("per min", "per day", "rate limit"),
            status(Reason.CONTEXT_OVERFLOW, 413),
            text(Reason.CONTENT_POLICY, "content_policy", "content policy", "content_filter", "safety system"),
            status(Reason.BILLING, 402),
            text(Reason.BILLING, "insufficient_quota", "insufficient credit", "current quota", "usage limit")
                    .unless(MOMENTARY),
            status(Reason.AUTHENTICATION, 401),
            text(Reason.OVERLOADED, "overloaded", "at capacity"),
            status(Reason.OVERLOADED, 503, 529),
            status(Reason.RATE_LIMIT, 429),
            text(Reason.AUTHENTICATION, "invalid api key", "invalid_api_key", "incorrect api key"),
            status(Reason.AUTHENTICATION, 403),
            text(Reason.MODEL_NOT_FOUND, "model_not_found", "unknown model", "not a valid model", "invalid model"),
            status(Reason.MODEL_NOT_FOUND, 404, 405),
            status(Reason.TIMEOUT, 408, 504, 524),
            text(Reason.RATE_LIMIT, "rate limit", "rate_limit", "too many requests"),
            // Some gateways, and llama.cpp, answer a request that they refuse with a 5xx; repeating it would not help.
            text(Reason.BAD_REQUEST, "invalid_request_error", "failed to parse tool call arguments"),
            status(Reason.SERVER_ERROR, IntStream.range(500, 600).toArray()),
            status(Reason.BAD_REQUEST, IntStream.range(400, 500).toArray()));

    private ErrorRules() {}

    /**
     * @param status of HTTP
     * @param body whatever came with it
     */
    static Reason classify(int status, String body) {
        String lower = body.toLowerCase(Locale.ROOT);
        return RULES.stream()
                .filter(rule -> rule.condition.fits(status, lower))
                .map(Rule::reason)
                .findFirst()
                .orElse(Reason.UNKNOWN);
    }

    private static Rule text(Reason reason, String... phrases) {
        return new Rule(reason, (status, body) -> Stream.of(phrases).anyMatch(body::contains));
    }

    private static Rule status(Reason reason, int... statuses) {
        return new Rule(reason, (status, body) -> IntStream.of(statuses).anyMatch(one -> one == status));
    }

    private interface Condition {
        boolean fits(int status, String body);
    }

    private record Rule(Reason reason, Condition condition) {
        Rule unless(String... phrases) {
            return new Rule(
                    reason,
                    (status, body) ->
                            condition.fits(status, body) && Stream.of(phrases).noneMatch(body::contains));
        }
    }
}
