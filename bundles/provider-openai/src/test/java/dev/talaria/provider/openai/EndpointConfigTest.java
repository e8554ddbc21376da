package dev.talaria.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.provider.support.Limits;
import dev.talaria.spi.model.ChatModel;
import dev.talaria.testkit.model.ScriptedModelServer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of configurations and of environment variables. */
class EndpointConfigTest {
    private final Map<ChatModel, Integer> registered = new LinkedHashMap<>();

    @Test
    void aConfigurationBecomesAnEndpoint() {
        var settings = EndpointSettings.of(config(Map.of(
                "baseUrl",
                "http://127.0.0.1:9/v1/?api-version=3",
                "headers",
                new String[] {"X-Title: my: lab"},
                "models",
                new String[] {"b", " ", "a"},
                "defaultModel",
                "a",
                "api",
                "responses")));

        assertThat(settings.endpoint().location()).isEqualTo("http://127.0.0.1:9/v1");
        assertThat(settings.endpoint().origin()).isEqualTo(Origin.CONFIGURED);
        assertThat(settings.resource("chat/completions"))
                .hasToString("http://127.0.0.1:9/v1/chat/completions?api-version=3");
        assertThat(settings.headers().get("X-Title")).isEqualTo("my: lab");
        assertThat(settings.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(settings.api()).isEqualTo(WireApi.RESPONSES);
        assertThat(ModelList.of(settings.models(), settings.defaultModel()))
                .extracting(ModelInfo::id)
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource({
        "name,'',name is missing",
        "baseUrl,ftp://x,baseUrl is no http or https URL",
        "baseUrl,http://me:pass-word@x/v1,baseUrl must not carry a user or password",
        "baseUrl,'',baseUrl is missing; a preset would give one: preset = openrouter",
        "preset,chatgpt,preset 'chatgpt' does not exist; it is one of openrouter",
        "reasoningEffort,much,reasoningEffort is 'much'; it must be one of none",
        "routingSort,beauty,routingSort is 'beauty'; it must be one of price",
        "routingDataCollection,maybe,routingDataCollection is 'maybe'; it must be one of allow",
        "routingSort,price,routing… is for OpenRouter",
        "api,chatty,'api is ''chatty''; it must be auto, chat or responses'",
        "apiKey,pass-word,'apiKey: a secret is given by reference, as env:NAME'",
    })
    void whatIsWrongIsNamedAndNeverRepeated(String name, String value, String message) {
        assertThatThrownBy(() -> EndpointSettings.of(config(Map.of(name, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .message()
                .doesNotContain("pass-word");
    }

    @Test
    void whatIsAbsentIsMissing() {
        Map<String, Object> absent = new HashMap<>();
        absent.put("name", null);

        assertThatThrownBy(() -> EndpointSettings.of(config(absent))).hasMessage("name is missing");
    }

    @Test
    void wrongHeadersAndLimits() {
        assertThatThrownBy(() -> EndpointSettings.of(config(Map.of("headers", new String[] {"A: b", "token"}))))
                .hasMessageContaining("entry 2")
                .message()
                .doesNotContain("token");
        assertThatThrownBy(() -> EndpointSettings.of(config(Map.of("headers", new String[] {"A: pass\nword"}))))
                .hasMessageContaining("characters")
                .hasNoCause()
                .message()
                .doesNotContain("pass");
        assertThatThrownBy(() -> EndpointSettings.of(config(Map.of("idleTimeoutSeconds", 0))))
                .hasMessage("idleTimeoutSeconds is 0; it must be at least 1");
    }

    @Test
    void anotherKeyKeepsTheServiceAndAnotherAddressDoesNot() {
        var component = new ConfiguredEndpoint(
                this::register, ref -> Optional.of(ref.location()), config(Map.of("apiKey", "env:ONE")));
        ChatModel first = onlyModel();

        component.modified(config(Map.of("apiKey", "env:TWO")));
        assertThat(onlyModel()).isSameAs(first);

        component.modified(config(Map.of("baseUrl", "http://127.0.0.1:10/v1")));
        assertThat(onlyModel()).isNotSameAs(first);
        assertThat(onlyModel().endpoint().location()).isEqualTo("http://127.0.0.1:10/v1");
        assertThat(first.endpoint().location()).isEqualTo("http://127.0.0.1:9/v1");

        assertThatThrownBy(() -> component.modified(config(Map.of("name", " "))));
        assertThat(registered).hasSize(1);

        component.deactivate();
        assertThat(registered).isEmpty();
    }

    @Test
    void theNextCallTakesTheNewKey() {
        try (var server = new ScriptedModelServer().reply("a").reply("b")) {
            var component = new ConfiguredEndpoint(
                    this::register,
                    ref -> Optional.of(ref.location()),
                    config(Map.of("baseUrl", server.baseUrl(), "apiKey", "env:ONE")));
            var request = new ChatRequest("m", "s", List.of(), List.of(Message.user("hi")), ToolChoice.AUTO);
            ChatModel model = onlyModel();

            model.chat(request, ChatListener.SILENT, new CancellationSource());
            component.modified(config(Map.of("baseUrl", server.baseUrl(), "apiKey", "env:TWO")));
            model.chat(request, ChatListener.SILENT, new CancellationSource());

            assertThat(server.requests())
                    .extracting(sent -> sent.header("Authorization").orElseThrow())
                    .containsExactly("Bearer ONE", "Bearer TWO");
            component.deactivate();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',''",
        "OPENAI_API_KEY=k,'10 openai https://api.openai.com/v1'",
        "OPENROUTER_API_KEY=k,'20 openrouter https://openrouter.ai/api/v1'",
        "OPENAI_API_KEY=k OPENAI_BASE_URL=http://x/v1,'30 openai-env http://x/v1'",
        "OPENAI_BASE_URL=http://x/v1,'30 openai-env http://x/v1'",
        "OPENAI_BASE_URL=http://x/v1 OPENROUTER_API_KEY=k,"
                + "'30 openai-env http://x/v1;20 openrouter https://openrouter.ai/api/v1'",
        "OPENAI_API_KEY=k OPENROUTER_API_KEY=k,"
                + "'20 openrouter https://openrouter.ai/api/v1;10 openai https://api.openai.com/v1'",
        "NOUS_API_KEY=k,'15 nous https://inference-api.nousresearch.com/v1'",
        "OPENAI_API_KEY=k NOUS_API_KEY=k OPENROUTER_API_KEY=k,"
                + "'20 openrouter https://openrouter.ai/api/v1;15 nous https://inference-api.nousresearch.com/v1;"
                + "10 openai https://api.openai.com/v1'",
        "OPENAI_BASE_URL=nonsense OPENAI_API_KEY=k,''",
        "OPENAI_API_KEY=,''",
    })
    void environment(String variables, String expected) {
        var component = new EnvironmentEndpoints(this::register, ref -> Optional.empty(), parse(variables));

        assertThat(registered.entrySet())
                .extracting(entry -> entry.getValue() + " "
                        + entry.getKey().endpoint().name() + " "
                        + entry.getKey().endpoint().location())
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(";")));
        assertThat(registered.keySet()).allMatch(model -> model.endpoint().origin() == Origin.ENVIRONMENT);
        component.deactivate();
        assertThat(registered).isEmpty();
    }

    @Test
    void withoutAKeyNoneIsSent() {
        try (var server = new ScriptedModelServer().reply("a").models("m1", "m2")) {
            var component = new EnvironmentEndpoints(
                    this::register, ref -> Optional.empty(), Map.of("OPENAI_BASE_URL", server.baseUrl() + "/"));

            assertThat(onlyModel().models(new CancellationSource()))
                    .extracting(ModelInfo::id)
                    .containsExactly("m1", "m2");
            assertThat(server.modelRequests().get(0).header("Authorization")).isEmpty();
            component.deactivate();
        }
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
        Map<String, Object> all = new HashMap<>(Map.of("baseUrl", "http://127.0.0.1:9/v1"));
        all.putAll(values);
        return TestConfig.of(all);
    }
}
