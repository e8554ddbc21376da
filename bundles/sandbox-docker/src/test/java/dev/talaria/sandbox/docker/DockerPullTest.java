package dev.talaria.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxException.Code;
import dev.talaria.sandbox.docker.http.Endpoint;
import dev.talaria.testkit.env.RequiresDocker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pulling images, by the real daemon from a registry of our own. */
@RequiresDocker
@Timeout(60)
class DockerPullTest {
    private static final int LAYER_BYTES = 6_000_000;
    private static final int BLOCK = 512;

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();
    private final CancellationSource cancellation = new CancellationSource();
    private FakeRegistry registry;
    private Daemon daemon;

    @BeforeEach
    void begin() throws Exception {
        registry = new FakeRegistry(tar());
        daemon = new Daemon(
                new Endpoint.Unix(Path.of("/var/run/docker.sock")), new RegistryAccess(folder), Daemon.LIMIT_MS);
    }

    @AfterEach
    void end() throws Exception {
        Docker.cli("rmi", "-f", registry.image());
        daemon.close();
        registry.close();
    }

    /** An archive of one file that cannot be compressed. */
    private static byte[] tar() {
        byte[] tar = new byte[LAYER_BYTES / BLOCK * BLOCK + 3 * BLOCK];
        byte[] noise = new byte[LAYER_BYTES / BLOCK * BLOCK];
        new Random(7).nextBytes(noise);
        System.arraycopy(noise, 0, tar, BLOCK, noise.length);
        put(tar, 0, "noise");
        put(tar, 100, "0000644\0000000000\0000000000\0" + String.format("%011o", noise.length) + "\00000000000000");
        put(tar, 148, "        0");
        put(tar, 257, "ustar\00000");
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += tar[i] & 0xff;
        }
        put(tar, 148, String.format("%06o", sum) + "\0 ");
        return tar;
    }

    private static void put(byte[] tar, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, tar, at, bytes.length);
    }

    private void ensure(String image, String pull) {
        new Images(daemon).ensure(image, pull, told::add, cancellation);
    }

    @Test
    void howFarItIsIsTold() {
        ensure(registry.image(), "missing");
        assertThat(told.get(0)).isEqualTo("pulling " + registry.image());
        assertThat(told.get(told.size() - 1)).matches("pulling \\S+, \\d+ of [67] MB");
        ensure(registry.image(), "never");
        ensure(registry.image(), "missing");
        assertThat(told.stream().filter(("pulling " + registry.image())::equals))
                .hasSize(1);
    }

    @Test
    void itCanBeStopped() throws Exception {
        registry.hold();
        CompletableFuture<Void> pulling = CompletableFuture.runAsync(() -> ensure(registry.image(), "missing"));
        assertThat(registry.reached.await(30, TimeUnit.SECONDS)).isTrue();
        cancellation.cancel("by the test");
        assertThatThrownBy(() -> pulling.get(30, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(CancellationException.class)
                .hasRootCauseMessage("by the test");
    }

    @Test
    void theLoginOfTheDockerCommandIsUsed() throws Exception {
        String auth = Base64.getEncoder().encodeToString("me:se:cret".getBytes(StandardCharsets.UTF_8));
        registry.requireLogin("Basic " + auth);
        assertThatThrownBy(() -> ensure(registry.image(), "missing"))
                .isInstanceOfSatisfying(SandboxException.class, e -> {
                    assertThat(e.shown()).contains("docker login " + registry.host());
                    assertThat(e.code()).isEqualTo(Code.AUTHENTICATION);
                });
        Files.writeString(
                folder.resolve("config.json"), "{\"auths\":{\"" + registry.host() + "\":{\"auth\":\"" + auth + "\"}}}");
        ensure(registry.image(), "always");
        assertThat(new Images(daemon).user(registry.image())).contains("");
    }

    @Test
    void aConfigurationThatIsBrokenIsNotUsed() throws Exception {
        Files.writeString(folder.resolve("config.json"), "{\"auths\":{\"" + registry.host() + "\":{\"auth\":\"%%\"}}");
        ensure(registry.image(), "missing");
    }

    @Test
    void anUnknownImageIsSaid() {
        assertCode(registry.host() + "/other:1", "missing", Code.IMAGE, "key image");
    }

    @Test
    void aRegistryThatDoesNotAnswerIsSaid() {
        assertCode("127.0.0.1:9/one:1", "missing", Code.IMAGE, "reach the registry");
    }

    @Test
    void neverIsNever() {
        assertCode(registry.image(), "never", Code.IMAGE, "docker pull " + registry.image());
    }

    private void assertCode(String image, String pull, Code code, String remedy) {
        assertThatThrownBy(() -> ensure(image, pull)).isInstanceOfSatisfying(SandboxException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.shown()).contains(image).contains(remedy);
        });
    }
}
