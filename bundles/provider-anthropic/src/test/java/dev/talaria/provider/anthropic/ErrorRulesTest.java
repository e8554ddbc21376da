package dev.talaria.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.model.ModelException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorRulesTest {
    @ParameterizedTest
    @CsvSource({
        "400,invalid_request_error,prompt is too long: 210000 tokens > 200000 maximum,CONTEXT_OVERFLOW",
        "400,invalid_request_error,input length and `max_tokens` exceed context limit: 1 + 2 > 2,CONTEXT_OVERFLOW",
        "413,request_too_large,Request exceeds the maximum size,CONTEXT_OVERFLOW",
        "413,,,CONTEXT_OVERFLOW",
        "400,invalid_request_error,Your credit balance is too low to access the Anthropic API,BILLING",
        "400,invalid_request_error,You have reached your specified API usage limits.,BILLING",
        "429,rate_limit_error,usage limit: try again in a minute,RATE_LIMIT",
        "402,billing_error,Pay,BILLING",
        "429,rate_limit_error,would exceed your rate limit of 30000 input tokens per minute,RATE_LIMIT",
        "429,rate_limit_error,too many tokens in the context window,RATE_LIMIT",
        "429,,,RATE_LIMIT",
        "529,overloaded_error,Overloaded,OVERLOADED",
        "529,,,OVERLOADED",
        "429,overloaded_error,Overloaded,OVERLOADED",
        "503,,,OVERLOADED",
        "401,authentication_error,invalid x-api-key,AUTHENTICATION",
        "403,permission_error,not for you,AUTHENTICATION",
        "404,not_found_error,model: nosuch,MODEL_NOT_FOUND",
        "405,,,MODEL_NOT_FOUND",
        "504,timeout_error,too slow,TIMEOUT",
        "408,,,TIMEOUT",
        "400,invalid_request_error,Output blocked by content filtering policy,CONTENT_POLICY",
        "400,invalid_request_error,max_tokens: 99999 > 8192 which is the maximum allowed,BAD_REQUEST",
        "502,invalid_request_error,by way of a gateway,BAD_REQUEST",
        "500,api_error,Internal server error,SERVER_ERROR",
        "502,,,SERVER_ERROR",
        "422,,,BAD_REQUEST",
        "302,,,UNKNOWN",
    })
    void firstRuleThatFits(int status, String type, String message, Reason expected) {
        String body = type == null
                ? ""
                : "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}";

        assertThat(ErrorRules.classify(status, body)).isEqualTo(expected);
    }
}
