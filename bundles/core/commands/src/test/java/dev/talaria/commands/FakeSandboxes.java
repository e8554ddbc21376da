package dev.talaria.commands;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.Capabilities;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.api.sandbox.Sandboxes;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Two kinds; one sandbox with a name, and one that is open. */
final class FakeSandboxes implements Sandboxes {
    private static final Isolation APART = new Isolation(true, List.of());

    @Override
    public List<Backend> backends() {
        Capabilities none = new Capabilities(false, false, false, false, false, false);
        return List.of(
                new Backend("local", Isolation.NONE, none, "local 1"), new Backend("docker", APART, none, "docker 1"));
    }

    @Override
    public List<Open> open() {
        return List.of(new Open(new SandboxSpec("docker/mine", "docker"), APART, Instant.EPOCH, Instant.EPOCH, 0));
    }

    @Override
    public List<Named> named() {
        return List.of(new Named(new SandboxSpec("docker/web", "docker"), APART));
    }

    @Override
    public SandboxLease lease(String choice, Consumer<String> progress, Cancellation cancellation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean suspend(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(String choice) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Health> diagnose(String backend) {
        return List.of();
    }
}
