package dev.talaria.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.model.ModelException.Reason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

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

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "7,7",
        " 12 ,12",
        "99999,3600",
        "99999999999999999999,3600",
        "'Sun, 22 Nov 2026 10:00:30 GMT',30",
        "'Sun, 22 Nov 2026 09:00:00 GMT',0",
        "'Mon, 22 Nov 2027 10:00:00 GMT',3600",
    })
    void waits(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void unreadableWaitsAreNone() {
        assertThat(RetryAfter.parse(null, NOW)).isNull();
        assertThat(RetryAfter.parse("soon", NOW)).isNull();
        assertThat(RetryAfter.parse("-5", NOW)).isNull();
    }
}
