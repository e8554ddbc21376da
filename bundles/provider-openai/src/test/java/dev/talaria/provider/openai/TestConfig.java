package dev.talaria.provider.openai;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations for tests. */
final class TestConfig {
    private TestConfig() {}

    /** One with these values, a name, and the defaults for the others. */
    static EndpointConfig of(Map<String, Object> values) {
        return (EndpointConfig) Proxy.newProxyInstance(
                EndpointConfig.class.getClassLoader(), new Class<?>[] {EndpointConfig.class}, (proxy, method, none) -> {
                    Object fallback = method.getName().equals("name") ? "lab" : method.getDefaultValue();
                    return values.getOrDefault(method.getName(), fallback);
                });
    }
}
