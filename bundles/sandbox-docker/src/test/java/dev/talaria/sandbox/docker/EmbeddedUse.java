package dev.talaria.sandbox.docker;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Goes through all that a provider does, with nothing but what the bundle has. */
public final class EmbeddedUse implements Callable<String> {
    private final Home home;

    public EmbeddedUse(String home) {
        this.home = new Home(Path.of(home));
    }

    @Override
    public String call() throws Exception {
        Map<String, Object> properties = new HashMap<>();
        for (Method key : DockerConfig.class.getDeclaredMethods()) {
            properties.put(key.getName(), key.getDefaultValue());
        }
        properties.put("image", "test/deb:1");
        properties.put("cpus", 0.0);
        DockerSandboxProvider provider = new DockerSandboxProvider(home, Map.of(), properties);
        SandboxSpec spec = new SandboxSpec("docker", "docker");
        StringBuilder said = new StringBuilder();
        Sandbox sandbox = provider.open(spec, line -> {}, new CancellationSource());
        start(sandbox, "printf hello", said).await();
        said.append(pull(provider));
        provider.diagnose();
        RunningCommand running = start(sandbox, "sleep 300", said);
        RunningCommand terminal = sandbox.start(
                new Command("sleep 0.1", "/", Duration.ofMinutes(1)).inTerminal(),
                text -> {},
                new CancellationSource());
        terminal.resize(3, 4);
        String ended = terminal.await().reason().name();
        sandbox.suspend();
        provider.open(spec, line -> {}, new CancellationSource());
        running = start(provider.open(spec, line -> {}, new CancellationSource()), "sleep 300", said);
        provider.deactivate();
        said.append("; closed; ")
                .append(ended)
                .append(' ')
                .append(running.await().reason());
        DockerSandboxProvider other = new DockerSandboxProvider(home, Map.of(), properties);
        other.remove(spec);
        other.deactivate();
        return said.append("; removed").toString();
    }

    private static String pull(DockerSandboxProvider provider) {
        try {
            provider.open(
                    new SandboxSpec("docker/none", "docker", true, Map.of("image", "127.0.0.1:9/none:1")),
                    line -> {},
                    new CancellationSource());
            return "; pulled";
        } catch (SandboxException e) {
            return e.code() == SandboxException.Code.IMAGE ? "; No such image at the registry" : "; " + e;
        }
    }

    private static RunningCommand start(Sandbox sandbox, String script, StringBuilder said) {
        return sandbox.start(
                new Command(script, "/workspace", Duration.ofMinutes(1)), said::append, new CancellationSource());
    }
}
