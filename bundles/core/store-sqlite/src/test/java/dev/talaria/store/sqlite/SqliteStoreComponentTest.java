package dev.talaria.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.store.StoreException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** The component without a framework: its configuration, and what an operator sees when it fails. */
class SqliteStoreComponentTest {
    @TempDir
    Path home;

    @Test
    void opensTheHomeThatThePropertyNames() {
        SqliteStoreComponent component =
                new SqliteStoreComponent(config(Map.of()), new StoreCareComponent(context(home)));
        try {
            assertThat(home.resolve("store").resolve("talaria.db")).exists();
            assertThat(component.get(component.put(new byte[] {1}))).contains(new byte[] {1});
            assertThat(component.lastSequence("s")).isZero();
        } finally {
            component.deactivate();
        }
    }

    @Test
    void aFailedActivationIsOneErrorLineWithTheRemedyAndIsThrown() {
        try (SqliteHome owner = SqliteHome.open(home)) {
            String log = logOf(() -> {
                StoreException thrown = catchThrowableOfType(
                        StoreException.class,
                        () -> new SqliteStoreComponent(config(Map.of()), new StoreCareComponent(context(home))));
                assertThat(thrown.code()).isEqualTo(StoreException.Code.IN_USE);
                assertThat(thrown).hasMessageContaining("is in use by").hasMessageContaining(thrown.remedy());
            });

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("ERROR", home + " is in use by process", "set talaria.home to another folder");
        }
    }

    @Test
    void aConfigurationThatMakesNoSenseNamesTheSetting() {
        String log = logOf(() -> catchThrowableOfType(
                IllegalArgumentException.class,
                () -> new SqliteStoreComponent(config(Map.of("readers", 0)), new StoreCareComponent(context(home)))));

        assertThat(log).contains("ERROR", "readers");
    }

    private static String logOf(Runnable action) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static BundleContext context(Path home) {
        return (BundleContext) Proxy.newProxyInstance(
                SqliteStoreComponentTest.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getProperty");
                    assertThat(arguments).containsExactly("talaria.home");
                    return home.toString();
                });
    }

    /** The defaults of the annotation, as Declarative Services gives them, with some values changed. */
    private static SqliteStoreComponent.Config config(Map<String, Object> values) {
        return (SqliteStoreComponent.Config) Proxy.newProxyInstance(
                SqliteStoreComponentTest.class.getClassLoader(),
                new Class<?>[] {SqliteStoreComponent.Config.class, Annotation.class},
                (Object proxy, Method method, Object[] arguments) ->
                        values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
