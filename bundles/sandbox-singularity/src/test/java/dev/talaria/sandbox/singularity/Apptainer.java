package dev.talaria.sandbox.singularity;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.SingularityBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The real apptainer with one persistent sandbox, for the tests of one class. */
final class Apptainer implements AutoCloseable {
    private final Path home;
    private final SandboxSpec spec = new SandboxSpec("box", "singularity");
    private String directory = "";

    Apptainer(Path home) {
        this.home = home;
    }

    static SingularityProvider provider(Path home, Map<String, Object> settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("image", SingularityBackend.image());
        properties.putAll(settings);
        return new SingularityProvider(home, System.getenv(), properties);
    }

    static Sandbox open(SingularityProvider provider, SandboxSpec spec) {
        return provider.open(spec, line -> {}, new CancellationSource());
    }

    /** As if Talaria had been started anew. */
    Sandbox open() {
        return open(provider(home, Map.of()), spec);
    }

    Box box() {
        return Box.of(home.resolve("sandboxes/singularity"), home, spec);
    }

    /** A new directory for a test. */
    void nextDirectory() throws IOException {
        String name = "t" + UUID.randomUUID();
        directory = Instance.WORKSPACE + "/" + name;
        box().make();
        Files.createDirectory(box().workspace().resolve(name));
    }

    /** What is kept of detached commands of earlier tests. */
    void forgetDetached() throws IOException {
        Path kept = box().state().resolve("processes");
        if (Files.exists(kept)) {
            Trees.delete(kept);
        }
    }

    String directory() {
        return directory;
    }

    /** Where a path of the workspace is on the host. */
    Path onHost(String path) {
        return box().workspace().resolve(Path.of(Instance.WORKSPACE).relativize(Path.of(path)));
    }

    Instance instance() {
        return Instance.find(Program.find("", System.getenv()), box().instance(), new CancellationSource())
                .orElseThrow();
    }

    /** As the sandbox's own process table has it, seen from the host. */
    boolean isAlive(Instance instance, long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + instance.init().pid() + "/root/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        provider(home, Map.of()).remove(spec);
        try {
            Trees.delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
