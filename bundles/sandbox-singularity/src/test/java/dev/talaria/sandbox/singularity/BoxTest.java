package dev.talaria.sandbox.singularity;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.sandbox.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A home and a provider of its own for each test, and what is opened is removed. */
abstract class BoxTest {
    protected static final Duration LONG = Duration.ofSeconds(50);

    protected final CancellationSource cancellation = new CancellationSource();
    protected final List<Sandbox> opened = new ArrayList<>();
    protected Path home;
    protected SingularityProvider provider;

    @BeforeEach
    void homeOfItsOwn() throws IOException {
        home = Files.createTempDirectory("talaria-home");
        provider = Apptainer.provider(home, Map.of());
    }

    @AfterEach
    void removeAll() throws IOException {
        opened.forEach(Sandbox::close);
        provider.remove(spec(true, Map.of()));
        Trees.delete(home);
    }

    protected final Sandbox open(boolean persistent, Map<String, String> options) {
        Sandbox sandbox = Apptainer.open(provider, spec(persistent, options));
        opened.add(sandbox);
        return sandbox;
    }

    protected static SandboxSpec spec(boolean persistent, Map<String, String> options) {
        return new SandboxSpec("singularity/box.1", "singularity", persistent, options);
    }

    protected final String say(Sandbox sandbox, String script) throws InterruptedException {
        Recorder recorder = new Recorder();
        sandbox.start(new Command(script, "/workspace", LONG), recorder, cancellation)
                .await();
        return recorder.text().strip();
    }

    protected final Box box() {
        return Box.of(home.resolve("sandboxes/singularity"), home, spec(true, Map.of()));
    }

    protected final Instance instance() throws IOException {
        Program program = Program.find("", System.getenv());
        return new Instance(program, box().instance(), box().init().orElseThrow());
    }
}
