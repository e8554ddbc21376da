package dev.talaria.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.provider.support.Limits;
import dev.talaria.spi.model.ChatModel;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of configurations and of environment variables. */
class EndpointConfigTest {
    private final Map<ChatModel, Integer> registered = new LinkedHashMap<>();

    @Test
    void aNameIsEnough() {
        var settings = EndpointSettings.of(config(Map.of()));

        assertThat(settings.endpoint().name()).isEqualTo("claude");
        assertThat(settings.endpoint().location()).isEqualTo("https://api.anthropic.com");
        assertThat(settings.endpoint().origin()).isEqualTo(Origin.CONFIGURED);
        assertThat(settings.key()).isEmpty();
        assertThat(settings.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(settings.maxOutputTokens()).isEqualTo(EndpointSettings.DEFAULT_OUTPUT_TOKENS);
        assertThat(settings.thinking()).isEqualTo(ThinkingSettings.OFF);
        assertThat(settings.maxImageBytes()).isEqualTo(20L << 20);
        assertThat(settings.cacheTtl()).isEqualTo(CacheTtl.FIVE_MINUTES);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.anthropic.com,https://api.anthropic.com/v1/messages",
        "https://api.anthropic.com/,https://api.anthropic.com/v1/messages",
        "http://gate/v1,http://gate/v1/messages",
        "http://gate/v1/?x=1,http://gate/v1/messages?x=1",
        "http://gate/anthropic,http://gate/anthropic/v1/messages",
    })
    void theVersionIsAddedWhereItIsMissing(String baseUrl, String expected) {
        assertThat(EndpointSettings.of(config(Map.of("baseUrl", baseUrl))).resource("messages"))
                .hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "name,'',name is missing",
        "baseUrl,ftp://x,baseUrl is no http or https URL",
        "baseUrl,http://me:pass-word@x/v1,baseUrl must not carry a user or password",
        "apiKey,pass-word,'apiKey: a secret is given by reference, as env:NAME'",
        "cacheTtl,pass-word,cacheTtl is neither 5m nor 1h",
        "thinking,pass-word,'thinking is none of off, adaptive, budget'",
        "thinking,budget,'thinkingBudgetTokens is 0; with thinking = budget it must be at least 1024'",
        "effort,pass-word,'effort is none of low, medium, high, xhigh, max'",
    })
    void whatIsWrongIsNamedAndNeverRepeated(String name, String value, String message) {
        assertThatThrownBy(() -> EndpointSettings.of(config(Map.of(name, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .message()
                .doesNotContain("pass-word");
    }

    @ParameterizedTest
    @CsvSource({
        "16384,-1,'thinkingBudgetTokens is -1; it must be 0 or at least 1024'",
        "16384,1023,'thinkingBudgetTokens is 1023; it must be 0 or at least 1024'",
        "2048,2048,'thinkingBudgetTokens is 2048; it must be less than maxOutputTokens, 2048'",
        "0,0,maxOutputTokens is 0; it must be at least 1",
    })
    void tokensThatTheEndpointWouldRefuse(int output, int thinking, String message) {
        assertThatThrownBy(() -> EndpointSettings.of(
                        config(Map.of("maxOutputTokens", output, "thinkingBudgetTokens", thinking))))
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "'',0,OFF",
        "'',2000,BUDGET",
        "off,2000,OFF",
        "budget,2000,BUDGET",
        "adaptive,0,ADAPTIVE",
        "' adaptive ',2000,ADAPTIVE",
    })
    void aBudgetAloneIsThinkingToo(String thinking, int budget, ThinkingSettings.Mode expected) {
        var settings = EndpointSettings.of(
                config(Map.of("thinking", thinking, "thinkingBudgetTokens", budget, "effort", "high")));

        assertThat(settings.thinking()).isEqualTo(new ThinkingSettings(expected, budget, "high"));
    }

    @Test
    void anotherKeyKeepsTheServiceAndAnotherAddressDoesNot() {
        var component =
                new ConfiguredEndpoint(this::register, ref -> Optional.empty(), config(Map.of("apiKey", "env:ONE")));
        ChatModel first = onlyModel();

        component.modified(config(Map.of("apiKey", "env:TWO", "defaultModel", "m")));
        assertThat(onlyModel()).isSameAs(first);
        assertThat(first.defaultModel()).contains("m");

        component.modified(config(Map.of("baseUrl", "http://127.0.0.1:10")));
        assertThat(onlyModel()).isNotSameAs(first);
        assertThat(onlyModel().defaultModel()).isEmpty();

        component.deactivate();
        assertThat(registered).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'',''",
        "ANTHROPIC_API_KEY=k,'5 anthropic https://api.anthropic.com claude-sonnet-4-6'",
        "ANTHROPIC_API_KEY=k ANTHROPIC_BASE_URL=http://x/ ANTHROPIC_MODEL=m,'5 anthropic http://x m'",
        "ANTHROPIC_BASE_URL=http://x,''",
        "ANTHROPIC_API_KEY=k ANTHROPIC_BASE_URL=nonsense,''",
        "ANTHROPIC_API_KEY=,''",
    })
    void environment(String variables, String expected) {
        var component = new EnvironmentEndpoint(this::register, ref -> Optional.empty(), parse(variables));

        StringBuilder found = new StringBuilder();
        registered.forEach((model, ranking) -> found.append(ranking + " "
                + model.endpoint().name() + " "
                + model.endpoint().location() + " "
                + model.defaultModel().orElse("")));
        assertThat(found).hasToString(expected);
        assertThat(registered.keySet()).allMatch(model -> model.endpoint().origin() == Origin.ENVIRONMENT);
        component.deactivate();
        assertThat(registered).isEmpty();
    }

    private ChatModel onlyModel() {
        assertThat(registered).hasSize(1);
        return registered.keySet().iterator().next();
    }

    private Runnable register(ChatModel model, int ranking) {
        registered.put(model, ranking);
        return () -> registered.remove(model);
    }

    private static Map<String, String> parse(String variables) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : variables.split(" ")) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        return environment;
    }

    /** A configuration with these values, and its defaults for the others. */
    private static EndpointConfig config(Map<String, Object> values) {
        return (EndpointConfig) Proxy.newProxyInstance(
                EndpointConfig.class.getClassLoader(), new Class<?>[] {EndpointConfig.class}, (proxy, method, none) -> {
                    Object fallback = method.getName().equals("name") ? "claude" : method.getDefaultValue();
                    return values.getOrDefault(method.getName(), fallback);
                });
    }
}
