package dev.talaria.sandbox.docker;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.sandbox.Recorder;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A home of its own with one sandbox, for tests with the real daemon; all of it is removed at the end. */
final class Docker implements AutoCloseable {
    static final String IMAGE = "test/deb:1";
    private static final Duration LONG = Duration.ofSeconds(50);

    final Home home;
    final DockerSandboxProvider provider;
    final List<String> told = new ArrayList<>();
    private final AtomicInteger directories = new AtomicInteger();

    Docker() throws IOException {
        this(new Home(Files.createTempDirectory("talaria-docker")), Map.of());
    }

    Docker(Home home, Map<String, ?> configuration) {
        this.home = home;
        provider = new DockerSandboxProvider(home, System.getenv(), properties(configuration));
    }

    /** The configuration as Declarative Services would give it, with an image that is there. */
    static Map<String, Object> properties(Map<String, ?> over) {
        Map<String, Object> values = new HashMap<>();
        for (Method key : DockerConfig.class.getDeclaredMethods()) {
            values.put(key.getName(), key.getDefaultValue());
        }
        values.put("image", IMAGE);
        values.put("cpus", 0.0);
        values.putAll(over);
        return values;
    }

    DockerSandbox open() {
        return open("docker", true, Map.of());
    }

    DockerSandbox open(String id, boolean persistent, Map<String, String> options) {
        return (DockerSandbox)
                provider.open(new SandboxSpec(id, "docker", persistent, options), told::add, new CancellationSource());
    }

    /** A new directory inside. */
    String directory(Sandbox sandbox) {
        String path = "/workspace/test " + directories.incrementAndGet();
        run(sandbox, "mkdir -p '" + path + "'");
        return path;
    }

    /** What a command says. */
    static String run(Sandbox sandbox, String script) {
        Recorder recorder = new Recorder();
        try {
            sandbox.start(new Command(script, "/workspace", LONG), recorder, new CancellationSource())
                    .await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return recorder.text();
    }

    /** What the docker command says. */
    static String cli(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** The root directory of a container, seen from this machine. */
    static Path root(String container) throws IOException {
        return Path.of("/proc", cli("inspect", "-f", "{{.State.Pid}}", container), "root");
    }

    /** Whether a process lives, named by its number inside. */
    static boolean isAlive(Path root, long pid) {
        try {
            String stat = Files.readString(root.resolve("proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        provider.deactivate();
        for (String container : list("ps", "-aq")) {
            cli("rm", "-f", "-v", container);
        }
        for (String volume : list("volume", "ls", "-q")) {
            cli("volume", "rm", volume);
        }
    }

    private List<String> list(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("--filter", "label=" + Labels.HOME + "=" + home.mark()));
        return cli(command.toArray(String[]::new)).lines().toList();
    }
}
