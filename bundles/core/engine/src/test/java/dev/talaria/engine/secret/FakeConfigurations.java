package dev.talaria.engine.secret;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configurations that can be listed, and nothing else. */
final class FakeConfigurations {
    private final Map<String, Dictionary<String, Object>> byPid = new LinkedHashMap<>();

    void put(String pid, String key, Object value) {
        byPid.computeIfAbsent(pid, any -> new Hashtable<>()).put(key, value);
    }

    ConfigurationAdmin admin() {
        return fake(ConfigurationAdmin.class, Map.of("listConfigurations", this));
    }

    Configuration[] list() {
        return byPid.entrySet().stream()
                .map(one -> fake(Configuration.class, Map.of("getPid", one.getKey(), "getProperties", one.getValue())))
                .toArray(Configuration[]::new);
    }

    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    Object answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    return answer instanceof FakeConfigurations all ? all.list() : answer;
                }));
    }
}
