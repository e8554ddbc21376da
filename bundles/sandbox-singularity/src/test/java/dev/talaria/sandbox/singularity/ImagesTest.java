package dev.talaria.sandbox.singularity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.testkit.env.RequiresSingularity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images from a registry, which is a fake that the real apptainer fetches from. */
@RequiresSingularity
@Timeout(120)
class ImagesTest {
    @TempDir
    Path cache;

    private FakeRegistry registry;

    @BeforeEach
    void start() throws Exception {
        registry = new FakeRegistry("tiny", "1");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private Images images(String image) {
        Map<String, Object> properties = Map.of("image", image, "cache", cache.toString(), "plainHttp", true);
        Settings settings = Settings.of(properties, new SandboxSpec("box", "singularity"), cache);
        return new Images(Program.find("", System.getenv()), settings);
    }

    private List<String> names() throws Exception {
        try (var files = Files.list(cache)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .toList();
        }
    }

    @Test
    void anImageIsBuiltOnceAndKept() throws Exception {
        List<String> progress = new ArrayList<>();
        Path built = images(registry.image()).get(progress::add, new CancellationSource());
        assertThat(built).isRegularFile().hasFileName(Images.fileName(registry.image()));
        assertThat(progress.get(0)).isEqualTo("building " + registry.image());
        assertThat(progress).noneMatch(line -> line.startsWith("INFO")).hasSizeGreaterThan(2);
        int requests = registry.requests();
        assertThat(images(registry.image()).get(line -> {}, new CancellationSource()))
                .isEqualTo(built);
        assertThat(registry.requests()).isEqualTo(requests);
        assertThat(names()).containsExactly(built.getFileName().toString());
    }

    @Test
    void twoAtOnceBuildItOnce() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        List<Future<List<String>>> told = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            told.add(both.submit(() -> {
                List<String> progress = new ArrayList<>();
                images(registry.image()).get(progress::add, new CancellationSource());
                return progress;
            }));
        }
        both.shutdown();
        List<String> all = new ArrayList<>(told.get(0).get());
        all.addAll(told.get(1).get());
        assertThat(all).filteredOn(line -> line.startsWith("building ")).hasSize(1);
        assertThat(names()).hasSize(1);
    }

    @Test
    void whatIsHalfBuiltIsNeverUsed() throws Exception {
        String name = Images.fileName(registry.image());
        Files.writeString(cache.resolve(name + ".part"), "half");
        Files.createDirectory(cache.resolve(name + ".tmp"));
        Path built = images(registry.image()).get(line -> {}, new CancellationSource());
        assertThat(Files.size(built)).isGreaterThan(10_000);
        assertThat(names()).containsExactly(name);
    }

    @Test
    void aBuildThatIsStoppedLeavesNothing() throws Exception {
        registry.holdLayers();
        CancellationSource cancellation = new CancellationSource();
        ExecutorService other = Executors.newSingleThreadExecutor();
        other.execute(() -> {
            registry.awaitHolding();
            cancellation.cancel("by the test");
        });
        other.shutdown();
        assertThatThrownBy(() -> images(registry.image()).get(line -> {}, cancellation))
                .isInstanceOf(CancellationException.class);
        assertThat(names()).isEmpty();
    }

    @Test
    void whatTheRegistryDoesNotHaveIsSaid() throws Exception {
        String image = registry.image().replace("tiny", "unknown");
        assertThatThrownBy(() -> images(image).get(line -> {}, new CancellationSource()))
                .hasMessageContaining("The image " + image + " cannot be had: ")
                .isInstanceOfSatisfying(SandboxException.class, e -> {
                    assertThat(e.code()).isEqualTo(SandboxException.Code.IMAGE);
                    assertThat(e.remedy()).contains("registry login");
                });
        assertThat(names()).isEmpty();
    }

    @Test
    void namesOfFilesAreReadableAndUnique() {
        assertThat(Images.fileName("docker://a/b:1")).matches("docker-a-b-1-[0-9a-f]{8}\\.sif");
        assertThat(Images.fileName("docker://a/b:1")).isNotEqualTo(Images.fileName("docker://a/b-1"));
    }
}
