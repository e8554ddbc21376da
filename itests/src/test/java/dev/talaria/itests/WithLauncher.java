package dev.talaria.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.testkit.model.ScriptedModelServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The script on the assembled distribution, with a home of its own for each test. */
abstract class WithLauncher {
    static final List<String> KEYS = List.of(
            "ANTHROPIC_API_KEY",
            "OPENAI_BASE_URL",
            "OPENAI_API_KEY",
            "OPENAI_MODEL",
            "NOUS_API_KEY",
            "OPENROUTER_API_KEY");

    private static final Path NOTHING = Path.of("/dev/null");

    @TempDir
    Path home;

    record Outcome(int exitCode, String out, String err) {}

    @AfterEach
    void stop() throws Exception {
        if (Files.exists(home.resolve("home/run/talaria.sock"))) {
            talaria(Map.of(), "stop");
        }
    }

    static Map<String, String> scripted(ScriptedModelServer server) {
        return Map.of("OPENAI_BASE_URL", server.baseUrl(), "OPENAI_MODEL", "scripted");
    }

    static void signal(Process process, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    static void awaitRequest(ScriptedModelServer server) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (server.requests().isEmpty()) {
            assertThat(System.nanoTime()).as("the model was asked in time").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    Outcome talaria(Map<String, String> environment, String... words) throws Exception {
        return talaria(home, environment, words);
    }

    Outcome talaria(Path directory, Map<String, String> environment, String... words) throws Exception {
        return talaria(directory, NOTHING, environment, words);
    }

    Outcome talaria(Path directory, Path input, Map<String, String> environment, String... words) throws Exception {
        Process process = start(directory, input, environment, words);
        CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("talaria " + List.of(words) + " did not end; it said: " + err.get());
        }
        return new Outcome(process.exitValue(), out.get(), err.get());
    }

    Process start(Map<String, String> environment, String... words) throws IOException {
        return start(home, NOTHING, environment, words);
    }

    Process start(Path directory, Path input, Map<String, String> environment, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("talaria.launcher")));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeAll(KEYS);
        builder.environment().put("TALARIA_HOME", home.resolve("home").toString());
        builder.environment().put("TALARIA_ASSEMBLY", System.getProperty("talaria.assembly"));
        builder.environment().putAll(environment);
        return builder.redirectInput(ProcessBuilder.Redirect.from(input.toFile()))
                .start();
    }

    static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
