package dev.talaria.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.model.ModelException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorRulesTest {
    @ParameterizedTest
    @CsvSource({
        "400,This model's maximum context length is 8192 tokens,CONTEXT_OVERFLOW",
        "500,the request exceeds the available context size,CONTEXT_OVERFLOW",
        "429,Please reduce the length of the messages,CONTEXT_OVERFLOW",
        "413,,CONTEXT_OVERFLOW",
        "429,Rate limit reached: too many tokens per min,RATE_LIMIT",
        "429,You exceeded your current quota: see billing (insufficient_quota),BILLING",
        "429,usage limit reached; try again in 4 minutes,RATE_LIMIT",
        "402,,BILLING",
        "429,The engine is overloaded,OVERLOADED",
        "529,,OVERLOADED",
        "400,API key not valid: invalid_api_key,AUTHENTICATION",
        "403,,AUTHENTICATION",
        "400,foo is not a valid model ID,MODEL_NOT_FOUND",
        "404,,MODEL_NOT_FOUND",
        "400,flagged by our content policy,CONTENT_POLICY",
        "408,,TIMEOUT",
        "502,type: invalid_request_error,BAD_REQUEST",
        "502,,SERVER_ERROR",
        "422,,BAD_REQUEST",
        "302,,UNKNOWN",
    })
    void firstRuleThatFits(int status, String body, Reason expected) {
        assertThat(ErrorRules.classify(status, body == null ? "" : body)).isEqualTo(expected);
    }
}
