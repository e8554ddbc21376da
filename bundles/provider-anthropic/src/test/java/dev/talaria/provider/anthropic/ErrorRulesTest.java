package dev.talaria.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.model.ModelException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** At least one row per rule. */
class ErrorRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|invalid_request_error|prompt is too long: 210000 tokens > 200000 maximum|CONTEXT_OVERFLOW",
                "400|invalid_request_error|input length and `max_tokens` exceed context limit: 1 + 2 > 2|CONTEXT_OVERFLOW",
                "413|request_too_large|Request exceeds the maximum size|CONTEXT_OVERFLOW",
                "413|||CONTEXT_OVERFLOW",
                "400|invalid_request_error|max_tokens: 128001 > 64000, which is the maximum allowed number of output"
                        + " tokens for claude-opus-4-5-20251101|BAD_REQUEST",
                "400|invalid_request_error|messages.1.content.0: Invalid `signature` in `thinking` block|REASONING_REFUSED",
                "400|invalid_request_error|\\\"thinking.type.enabled\\\" is not supported for this model."
                        + " Use \\\"thinking.type.adaptive\\\" and \\\"output_config.effort\\\"|BAD_REQUEST",
                "400|invalid_request_error|adaptive thinking is not supported on this model|BAD_REQUEST",
                "400|invalid_request_error|This model does not support the effort parameter.|BAD_REQUEST",
                "400|invalid_request_error|messages.1.content.2.image.source.base64: image exceeds 5 MB maximum:"
                        + " 6275800 bytes > 5242880 bytes|IMAGES_REFUSED",
                "400|invalid_request_error|Could not process image|IMAGES_REFUSED",
                "400|invalid_request_error|Output blocked by content filtering policy|CONTENT_POLICY",
                "400|invalid_request_error|Your credit balance is too low to access the Anthropic API. Please go to"
                        + " Plans & Billing to upgrade or purchase credits.|BILLING",
                "400|invalid_request_error|You have reached your specified API usage limits.|BILLING",
                "429|rate_limit_error|usage limit: try again in a minute|RATE_LIMIT",
                "402|billing_error|Pay|BILLING",
                "402|||BILLING",
                "429|rate_limit_error|This request would exceed your organization's rate limit of 30000 input tokens"
                        + " per minute|RATE_LIMIT",
                "429|rate_limit_error|too many tokens in the context window|RATE_LIMIT",
                "429|||RATE_LIMIT",
                "529|overloaded_error|Overloaded|OVERLOADED",
                "529|||OVERLOADED",
                "429|overloaded_error|Overloaded|OVERLOADED",
                "503|||OVERLOADED",
                "401|authentication_error|invalid x-api-key|AUTHENTICATION",
                "403|permission_error|Your API key does not have permission to use the specified resource|AUTHENTICATION",
                "403|||AUTHENTICATION",
                "404|not_found_error|model: nosuch|MODEL_NOT_FOUND",
                "405|||MODEL_NOT_FOUND",
                "504|timeout_error|too slow|TIMEOUT",
                "408|||TIMEOUT",
                "502|invalid_request_error|by way of a gateway|BAD_REQUEST",
                "500|api_error|Internal server error|SERVER_ERROR",
                "502|||SERVER_ERROR",
                "422|||BAD_REQUEST",
                "302|||UNKNOWN",
            })
    void firstRuleThatFits(int status, String type, String message, Reason expected) {
        assertThat(ErrorRules.classify(status, type == null ? "" : body(type, message)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max_tokens: 9 > 8, which is the maximum allowed number of output tokens for m|maxOutputTokens",
                "messages.1.content.0: Invalid `signature` in `thinking` block|start a new session",
                "\\\"thinking.type.enabled\\\" is not supported for this model. Use \\\"thinking.type.adaptive\\\" and"
                        + " \\\"output_config.effort\\\" to control thinking behavior.|thinking = adaptive",
                "thinking: Input tag 'adaptive' found using 'type' does not match any of the expected tags|thinking = budget",
                "This model does not support effort level 'max'.|effort",
            })
    void whatToDo(String message, String expected) {
        assertThat(ErrorRules.remedy(400, body("invalid_request_error", message))
                        .orElse(""))
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "messages.0.content.0.image.source.base64: image exceeds 5 MB maximum: 6275800 bytes > 5242880 bytes",
                "messages.6.content.5.image.source.base64.data: Image does not match the provided media type image/png",
                "messages.3.content.2.image.source.base64.media_type: Input should be 'image/jpeg' or 'image/png'",
                "messages.118.content.4.image.source.base64: image cannot be empty",
                "Could not process image",
            })
    void refusedPictures(String message) {
        String body = body("invalid_request_error", message);

        assertThat(ErrorRules.classify(400, body)).isEqualTo(Reason.IMAGES_REFUSED);
        assertThat(ErrorRules.remedy(400, body).orElse("")).contains("picture", "start a new session");
    }

    @Test
    void otherErrorsHaveTheRemedyOfTheirReason() {
        assertThat(ErrorRules.remedy(429, body("rate_limit_error", "slow down")))
                .isEmpty();
        assertThat(ErrorRules.remedy(302, "")).isEmpty();
    }

    private static String body(String type, String message) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message
                + "\"},\"request_id\":\"req_011\"}";
    }
}
