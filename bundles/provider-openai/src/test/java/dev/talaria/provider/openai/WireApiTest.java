package dev.talaria.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireApiTest {
    private static final HttpUrl OPENAI = HttpUrl.get("https://api.openai.com/v1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "codex-mini-latest",
                "gpt-5-codex",
                "gpt-5.1-codex-max",
                "o1-pro",
                "o3-pro-2025-06-10",
                "gpt-5-pro",
                "gpt-5.2-pro",
                "o4-mini-deep-research",
                "gpt-5.6-terra",
                "gpt-6-sol",
            })
    void autoTakesResponsesForModelsThatNeedIt(String model) {
        assertThat(WireApi.AUTO.usesResponses(OPENAI, model)).isTrue();
        assertThat(WireApi.CHAT.usesResponses(OPENAI, model)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-5", "gpt-5-mini", "gpt-5.4-mini", "gpt-4o", "o3", "o4-mini", "gpt-50", "gpt-4o-promo"})
    void autoTakesChatForOthers(String model) {
        assertThat(WireApi.AUTO.usesResponses(OPENAI, model)).isFalse();
        assertThat(WireApi.RESPONSES.usesResponses(OPENAI, model)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://eu.api.openai.com/v1,true",
        "https://openrouter.ai/api/v1,false",
        "http://127.0.0.1:8000/v1,false",
        "https://api.openai.com.example.org/v1,false",
        "https://notapi.openai.com/v1,false",
    })
    void autoTakesResponsesAtOpenAiOnly(String baseUrl, boolean expected) {
        assertThat(WireApi.AUTO.usesResponses(HttpUrl.get(baseUrl), "gpt-5-codex"))
                .isEqualTo(expected);
    }

    @Test
    void asConfigured() {
        assertThat(WireApi.of(" Responses ")).isEqualTo(WireApi.RESPONSES);
        assertThatThrownBy(() -> WireApi.of("respones"))
                .hasMessage("api is 'respones'; it must be auto, chat or responses");
    }
}
