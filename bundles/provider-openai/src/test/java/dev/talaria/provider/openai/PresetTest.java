package dev.talaria.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.secret.SecretRef;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a preset gives, and to whom its key goes. */
class PresetTest {
    @ParameterizedTest
    @CsvSource({
        "openrouter,https://openrouter.ai/api/v1,env:OPENROUTER_API_KEY",
        "nous,https://inference-api.nousresearch.com/v1,env:NOUS_API_KEY",
        "openai,https://api.openai.com/v1,env:OPENAI_API_KEY",
        "vllm,http://127.0.0.1:8000/v1,",
        "sglang,http://127.0.0.1:30000/v1,",
        "ollama,http://127.0.0.1:11434/v1,",
        "llamacpp,http://127.0.0.1:8080/v1,",
        "lmstudio,http://127.0.0.1:1234/v1,",
    })
    void itsNameIsEnough(String name, String location, String key) {
        EndpointSettings settings = settings(name, "", "");

        assertThat(settings.endpoint().location()).isEqualTo(location);
        assertThat(settings.key().map(SecretRef::toString).orElse(null)).isEqualTo(key);
        assertThat(settings.options().preset().id()).isEqualTo(name);
    }

    @Test
    void whatIsConfiguredGoesBefore() {
        EndpointSettings settings = settings("openai", "https://eu.api.openai.com/v1", "env:MINE");

        assertThat(settings.endpoint().location()).isEqualTo("https://eu.api.openai.com/v1");
        assertThat(settings.key()).contains(new SecretRef("env", "MINE"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://openrouter.ai/api/v1,OPENROUTER",
        "https://eu.openrouter.ai/api/v1,OPENROUTER",
        "https://inference-api.nousresearch.com/v1,NOUS",
        "https://eu.api.openai.com/v1,OPENAI",
        "http://api.openai.com/v1,NONE",
        "https://notopenrouter.ai/api/v1,NONE",
        "https://openrouter.ai.example.org/v1,NONE",
        "https://openai.com/v1,NONE",
        "http://127.0.0.1:8000/v1,NONE",
    })
    void itIsToldFromTheHostWhereThatIsCertain(String url, Preset expected) {
        assertThat(Preset.at(HttpUrl.get(url))).isEqualTo(expected);
        assertThat(settings("", url, "").options().preset()).isEqualTo(expected);
        assertThat(settings("", url, "").key().isPresent()).isEqualTo(expected != Preset.NONE);
    }

    @ParameterizedTest
    @CsvSource({"openrouter,https://proxy.example.org/v1", "openai,http://api.openai.com/v1", "nous,http://127.0.0.1:9"
    })
    void itsKeyGoesToNobodyElse(String name, String url) {
        assertThat(settings(name, url, "").options().preset().id()).isEqualTo(name);
        assertThat(settings(name, url, "").key()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyOneIsNamedWhereOneDoesNotExist(Preset preset) {
        assertThatThrownBy(() -> settings("none", "", ""))
                .message()
                .matches(text -> preset == Preset.NONE || text.contains(" " + preset.id() + ","));
    }

    private static EndpointSettings settings(String preset, String baseUrl, String apiKey) {
        return EndpointSettings.of(TestConfig.of(Map.of("preset", preset, "baseUrl", baseUrl, "apiKey", apiKey)));
    }
}
