package dev.talaria.checkpoint.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.CheckpointException;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** The component without a framework. */
class GitCheckpointStoreTest {
    @TempDir
    Path base;

    @Test
    void keepsUnderTheHomeThatThePropertyNamesAndObeysNewLimits() throws IOException {
        Path workspace = Files.createDirectory(base.resolve("workspace"));
        Files.writeString(workspace.resolve("a.txt"), "one");
        GitCheckpointStore store = new GitCheckpointStore(context(base.resolve("home")), config(Map.of()));
        try {
            Checkpoint taken = store.take(workspace.toString(), "reason", new CancellationSource());
            assertThat(base.resolve("home/checkpoints/store/HEAD")).exists();
            assertThat(store.list(Optional.empty())).containsExactly(taken);
            assertThat(store.diff(taken.id())).isEmpty();
            assertThat(store.restore(taken.id(), Optional.empty()).changed()).isEmpty();

            Files.writeString(workspace.resolve("b.txt"), "two");
            store.modified(config(Map.of("maxFiles", 1)));
            assertThatThrownBy(() -> store.take(workspace.toString(), "reason", new CancellationSource()))
                    .isInstanceOf(CheckpointException.class);
        } finally {
            store.deactivate();
        }
        assertThatThrownBy(() -> store.list(Optional.empty())).isInstanceOf(CheckpointException.class);
    }

    @Test
    void jgitHasItsOwnReaderBackWhenTheComponentGoes() {
        SystemReader before = SystemReader.getInstance();
        GitCheckpointStore store = new GitCheckpointStore(context(base), config(Map.of()));
        assertThat(SystemReader.getInstance()).isInstanceOf(IsolatedSystemReader.class);

        store.deactivate();

        assertThat(SystemReader.getInstance()).isSameAs(before);
    }

    @Test
    void aConfigurationThatMakesNoSenseNamesTheSetting() {
        assertThatThrownBy(() -> new GitCheckpointStore(context(base), config(Map.of("maxSnapshots", 0))))
                .hasMessageContaining("maxSnapshots");
    }

    private static BundleContext context(Path home) {
        return (BundleContext) Proxy.newProxyInstance(
                GitCheckpointStoreTest.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> home.toString());
    }

    /** The defaults of the annotation, as Declarative Services gives them, with some values changed. */
    private static GitCheckpointStore.Config config(Map<String, Object> values) {
        return (GitCheckpointStore.Config) Proxy.newProxyInstance(
                GitCheckpointStoreTest.class.getClassLoader(),
                new Class<?>[] {GitCheckpointStore.Config.class, Annotation.class},
                (Object proxy, Method method, Object[] arguments) ->
                        values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
