package dev.talaria.provider.openai;

import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.provider.support.ErrorRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What an endpoint's error means: the first rule that fits. Context overflow comes before everything, because it is
 * answered by compaction while the statuses that carry it are final for others.
 */
final class ErrorRules {
    private static final String[] MOMENTARY = {"try again", "resets at", "window", "per min", "rate limit"};

    private static final String ANOTHER_MODEL = "choose another model: model:list shows what answers.";

    private static final List<ErrorRule> RULES = List.of(
            ErrorRule.text(
                            Reason.CONTEXT_OVERFLOW,
                            "context length",
                            "context_length",
                            "maximum context",
                            "maximum model length",
                            "context window",
                            "context size",
                            "token limit",
                            "too many tokens",
                            "reduce the length",
                            "prompt is too long",
                            "input is too long")
                    .unless("per min", "per day", "rate limit"),
            ErrorRule.status(Reason.CONTEXT_OVERFLOW, 413),
            // Some come as a 404 or a 500, and neither another try nor another key would help.
            ErrorRule.text(
                            Reason.IMAGES_REFUSED,
                            "image input is not supported",
                            "support image",
                            "is not a multimodal model",
                            "image(s) may be provided",
                            "image_url is only supported",
                            "unknown variant `image_url`",
                            "only 'text' content type is supported")
                    .remedy("The model cannot look at pictures: say images=no of it in knownModels, and name one that"
                            + " can for vision in taskModels, both in etc/dev.talaria.models.cfg; or "
                            + ANOTHER_MODEL),
            ErrorRule.text(
                            Reason.IMAGES_REFUSED,
                            "unsupported image",
                            "invalid_image_format",
                            "image_parse_error",
                            "must be a base64 encoded image")
                    .remedy("A picture of this session is not accepted: start a new session, and send it as PNG or"
                            + " JPEG."),
            ErrorRule.text(Reason.REASONING_REFUSED, "invalid_encrypted_content")
                    .remedy("The endpoint does not know the thoughts of this session, perhaps because another key gave"
                            + " them: start a new session."),
            ErrorRule.text(
                    Reason.CONTENT_POLICY,
                    "content_policy",
                    "invalid_prompt",
                    "content policy",
                    "content_filter",
                    "content management policy",
                    "content exists risk",
                    "flagged",
                    "safety system"),
            ErrorRule.status(Reason.BILLING, 402),
            ErrorRule.text(
                            Reason.BILLING,
                            "insufficient_quota",
                            "insufficient credit",
                            "insufficient balance",
                            "current quota",
                            "usage limit",
                            "key limit exceeded",
                            "billing_not_active",
                            "billing_hard_limit")
                    .unless(MOMENTARY),
            ErrorRule.status(Reason.AUTHENTICATION, 401),
            ErrorRule.text(Reason.OVERLOADED, "overloaded", "at capacity"),
            ErrorRule.status(Reason.OVERLOADED, 503, 529),
            ErrorRule.status(Reason.RATE_LIMIT, 429),
            ErrorRule.text(Reason.AUTHENTICATION, "invalid api key", "invalid_api_key", "incorrect api key"),
            ErrorRule.text(
                    Reason.MODEL_NOT_FOUND,
                    "model_not_found",
                    "model not found",
                    "model not exist",
                    "no models loaded",
                    "unknown model",
                    "not a valid model",
                    "invalid model"),
            ErrorRule.text(Reason.MODEL_NOT_FOUND, "support tool use", "does not support tools")
                    .remedy("The model cannot call tools, which Talaria needs: " + ANOTHER_MODEL),
            ErrorRule.text(Reason.MODEL_NOT_FOUND, "data policy")
                    .remedy("Change routingDataCollection of the endpoint or the account's data policy, or "
                            + ANOTHER_MODEL),
            ErrorRule.status(Reason.AUTHENTICATION, 403),
            ErrorRule.status(Reason.MODEL_NOT_FOUND, 404, 405),
            ErrorRule.status(Reason.TIMEOUT, 408, 504, 524),
            ErrorRule.text(Reason.RATE_LIMIT, "rate limit", "rate_limit", "rate-limited", "too many requests"),
            ErrorRule.text(Reason.BAD_REQUEST, "reasoning_effort", "reasoning.effort", "reasoning effort")
                    .remedy("Change or remove reasoningEffort of the endpoint; not every model knows every level."),
            // Some gateways, and llama.cpp, answer a request that they refuse with a 5xx; repeating it would not help.
            ErrorRule.text(Reason.BAD_REQUEST, "invalid_request_error", "failed to parse tool call arguments"),
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
