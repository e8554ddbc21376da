package dev.talaria.provider.anthropic;

import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.provider.support.ErrorRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What an error of the Messages API means: the first rule that fits. Its type is in the body, also of errors inside a
 * stream, which have no status. Context overflow comes before everything, because it is answered by compaction while
 * its type, {@code invalid_request_error}, is final for others; so is the type of an empty account.
 */
final class ErrorRules {
    private static final List<ErrorRule> RULES = List.of(
            ErrorRule.text(
                            Reason.CONTEXT_OVERFLOW,
                            "prompt is too long",
                            "input is too long",
                            "exceed context limit",
                            "exceeds the context",
                            "context window",
                            "context length",
                            "maximum context",
                            "too many tokens",
                            "request_too_large")
                    .unless("per min", "per day", "rate limit", "rate_limit_error"),
            ErrorRule.status(Reason.CONTEXT_OVERFLOW, 413),
            ErrorRule.text(Reason.BAD_REQUEST, "maximum allowed number of output tokens")
                    .remedy("Lower maxOutputTokens of the endpoint to what its model can give."),
            ErrorRule.text(Reason.REASONING_REFUSED, "`signature` in `thinking`", "signature in thinking")
                    .remedy("The endpoint does not know the thoughts of this session, perhaps because another one gave"
                            + " them: start a new session."),
            ErrorRule.text(Reason.BAD_REQUEST, "thinking.type.enabled")
                    .remedy("Set thinking = adaptive for the endpoint."),
            ErrorRule.text(Reason.BAD_REQUEST, "adaptive thinking is not supported", "tag 'adaptive'")
                    .remedy("Set thinking = budget or off for the endpoint."),
            ErrorRule.text(Reason.BAD_REQUEST, "effort parameter", "effort level", "output_config")
                    .remedy("Change or remove effort of the endpoint; not every model has every level."),
            ErrorRule.text(Reason.IMAGES_REFUSED, "image.source", "image exceeds", "process image", "image dimensions")
                    .remedy("A picture of this session is not accepted: start a new session, and send it smaller, or"
                            + " as PNG, JPEG, WebP or GIF."),
            ErrorRule.text(Reason.CONTENT_POLICY, "content filtering policy", "usage policy", "usage policies"),
            ErrorRule.text(
                    Reason.BILLING, "billing_error", "credit balance", "insufficient credit", "purchase credits"),
            ErrorRule.text(Reason.BILLING, "api usage limits", "spend limit", "usage limit")
                    .unless("try again", "resets at", "per min", "rate_limit_error"),
            ErrorRule.status(Reason.BILLING, 402),
            ErrorRule.text(Reason.OVERLOADED, "overloaded_error", "overloaded", "at capacity"),
            ErrorRule.status(Reason.OVERLOADED, 503, 529),
            ErrorRule.text(Reason.RATE_LIMIT, "rate_limit_error"),
            ErrorRule.status(Reason.RATE_LIMIT, 429),
            ErrorRule.text(Reason.AUTHENTICATION, "authentication_error", "permission_error", "invalid x-api-key"),
            ErrorRule.status(Reason.AUTHENTICATION, 401, 403),
            ErrorRule.text(Reason.MODEL_NOT_FOUND, "not_found_error"),
            ErrorRule.status(Reason.MODEL_NOT_FOUND, 404, 405),
            ErrorRule.text(Reason.TIMEOUT, "timeout_error"),
            ErrorRule.status(Reason.TIMEOUT, 408, 504, 524),
            // A gateway may send it with a 5xx; repeating the request would not help.
            ErrorRule.text(Reason.BAD_REQUEST, "invalid_request_error"),
            ErrorRule.text(Reason.SERVER_ERROR, "api_error"),
            ErrorRule.status(Reason.SERVER_ERROR, IntStream.range(500, 600).toArray()),
            ErrorRule.status(Reason.BAD_REQUEST, IntStream.range(400, 500).toArray()));

    private ErrorRules() {}

    /**
     * @param status of HTTP
     * @param body whatever came with it
     */
    static Reason classify(int status, String body) {
        return ErrorRule.first(RULES, status, body);
    }

    /** What people can do about it, where a rule knows; the parameters are as above. */
    static Optional<String> remedy(int status, String body) {
        return ErrorRule.firstRemedy(RULES, status, body);
    }
}
