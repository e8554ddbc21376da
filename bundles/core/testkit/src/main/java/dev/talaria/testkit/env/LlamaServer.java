package dev.talaria.testkit.env;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of llama.cpp's own server with a small real model, on the CPU, that answers the same words to the same
 * request. {@code itests/env/llama.sh prepare} fetches it once.
 */
public final class LlamaServer implements AutoCloseable {
    /** As the server lists it. */
    public static final String MODEL = "smollm2-135m";

    private static final String SCRIPT = "llama.sh";
    private static final long START_SECONDS = 60;
    private static final long END_SECONDS = 10;

    private final Process process;
    private final Path log;
    private final String baseUrl;

    private LlamaServer(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.baseUrl = awaitBaseUrl();
    }

    /** @param options of {@code llama.sh serve}, as {@code "--context", "2048"} */
    public static LlamaServer start(String... options) {
        Path script = TestEnvironment.script(SCRIPT)
                .orElseThrow(() -> new IllegalStateException("no itests/env/" + SCRIPT + " above this folder"));
        List<String> command = new ArrayList<>(List.of(script.toString(), "serve"));
        command.addAll(List.of(options));
        try {
            Path log = Files.createTempFile("llama-server", ".log");
            return new LlamaServer(
                    new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends in {@code /v1}. */
    public String baseUrl() {
        return baseUrl;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.delete(log);
        } catch (IOException e) {
            process.destroyForcibly();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The server says its URL once it has the model and listens. */
    private String awaitBaseUrl() {
        var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var line = CompletableFuture.supplyAsync(() -> readLine(reader));
        try {
            return line.get(START_SECONDS, TimeUnit.SECONDS).orElseThrow(() -> notReady("ended"));
        } catch (TimeoutException e) {
            throw notReady("was not ready after " + START_SECONDS + " s");
        } catch (ExecutionException e) {
            throw notReady("could not be read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notReady("was not waited for");
        }
    }

    private IllegalStateException notReady(String what) {
        process.destroyForcibly();
        try {
            return new IllegalStateException("llama.cpp's server " + what + ". It said: " + Files.readString(log));
        } catch (IOException e) {
            return new IllegalStateException("llama.cpp's server " + what, e);
        }
    }

    private static Optional<String> readLine(BufferedReader reader) {
        try {
            return Optional.ofNullable(reader.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether {@code llama.sh} has what it needs. */
    static final class Prepared implements Backend {
        @Override
        public String name() {
            return "llama";
        }

        @Override
        public Optional<String> missing() {
            Optional<Path> script = TestEnvironment.script(SCRIPT);
            return script.isEmpty()
                    ? Optional.of("itests/env/" + SCRIPT + " is in no folder above this one.")
                    : TestEnvironment.complaint(script.get().toString(), "check");
        }
    }
}
