package dev.talaria.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Purpose.Task;
import dev.talaria.engine.usage.UsageService;
import dev.talaria.testkit.model.FakeChatModel;
import dev.talaria.testkit.store.MemoryStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
    @Test
    void theDefaultsAreThoseOfTheProgram() {
        ModelSettings read = read(Map.of());
        ModelSettings defaults = ModelSettings.defaults();
        assertThat(read.retries()).isEqualTo(defaults.retries());
        assertThat(read.longestWait()).isEqualTo(defaults.longestWait());
        assertThat(read.limits("any")).isEqualTo(defaults.limits("any"));
        assertThat(read.fallbacks()).isEmpty();
    }

    @Test
    void aLineThatIsWrongIsLeftOutAndTheOthersCount() {
        ModelSettings read = read(Map.of(
                "endpointLimits", new String[] {"lab concurrency=3", "lab concurrent=2 tokensPerMinute=9000"},
                "knownModels", new String[] {"lab/* context=lots", " lab/* context=4096 ", ""},
                "taskModels", new String[] {"vision=lab/v, cooking=lab/c,turn=lab/t"}));
        assertThat(read.limits("lab")).isEqualTo(new LaneLimits(2, 0, 9_000));
        assertThat(read.limits("other")).isEqualTo(new LaneLimits(64, 0, 0));
        assertThat(read.taskModels()).isEqualTo(Map.of(Task.VISION, "lab/v"));
        ModelRef model = new ModelRef(new ModelEndpoint("lab", Origin.CONFIGURED, "http://127.0.0.1:1", ""), "m");
        assertThat(read.known().facts(model, Optional.empty()).info().contextTokens())
                .hasValue(4_096);
    }

    @Test
    void aListIsOneValueWithCommasInAFile() {
        assertThat(read(Map.of("fallback", new String[] {"a/b , c/d"})).fallbacks())
                .containsExactly("a/b", "c/d");
    }

    @Test
    void secondsAreSeconds() {
        assertThat(read(Map.of("longestWaitSeconds", 7)).longestWait()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void otherKnownModelsCountFromTheNextRequest() {
        FakeChatModel model = new FakeChatModel("lab", Origin.CONFIGURED);
        ModelRegistry registry = new ModelRegistry(UsageService.unlimited(new MemoryStore(), new FakeTime()));
        registry.add(model);
        ModelRef asked = new ModelRef(model.endpoint(), "m");
        for (long context : List.of(4_096L, 8_192L)) {
            registry.configure(read(Map.of("knownModels", new String[] {"lab/* context=" + context})));
            assertThat(registry.facts(asked, new CancellationSource()).info().contextTokens())
                    .hasValue(context);
        }
    }

    private static ModelSettings read(Map<String, Object> values) {
        ModelsConfig config = (ModelsConfig) Proxy.newProxyInstance(
                ModelsConfig.class.getClassLoader(),
                new Class<?>[] {ModelsConfig.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
        return SettingsReader.read(config, new FakeTime());
    }
}
