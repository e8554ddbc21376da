package dev.talaria.engine.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;

class TalariaHomeTest {
    @Test
    void isWhatIsConfiguredMadeAbsolute() {
        assertThat(TalariaHome.of(configured("/data/./talaria"))).isEqualTo(Path.of("/data/talaria"));
        assertThat(TalariaHome.of(configured("here"))).isEqualTo(Path.of("here").toAbsolutePath());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void otherwiseIsInTheUsersHome(@Nullable String value) {
        assertThat(TalariaHome.of(configured(value))).isEqualTo(Path.of(System.getProperty("user.home"), ".talaria"));
    }

    private static BundleContext configured(@Nullable String value) {
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                    assertThat(arguments).containsExactly("talaria.home");
                    return value;
                });
    }
}
