package dev.talaria.sandbox.modal;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.testkit.modal.FakeModal;
import dev.talaria.testkit.modal.FakeSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A provider at a fake of Modal. */
final class Box implements AutoCloseable {
    final FakeModal modal = FakeModal.start();
    final List<String> progress = new ArrayList<>();
    private final Path home;
    private ModalSandboxProvider provider;

    Box() {
        try {
            home = Files.createTempDirectory("talaria-modal");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        provider = provider(Map.of());
    }

    /** As if Talaria had been started anew, with other settings. */
    void restart(Map<String, Object> changes) {
        provider.closeAll();
        provider = provider(changes);
    }

    ModalSandboxProvider provider() {
        return provider;
    }

    Path home() {
        return home;
    }

    private ModalSandboxProvider provider(Map<String, Object> changes) {
        return provider(changes, modal.environment());
    }

    ModalSandboxProvider provider(Map<String, Object> changes, Map<String, String> environment) {
        return new ModalSandboxProvider(
                home, new Accounts(ref -> Optional.empty(), environment, home), settings(changes));
    }

    /** As Declarative Services give them. */
    static Map<String, Object> settings(Map<String, Object> changes) {
        Map<String, Object> settings = new HashMap<>();
        for (Method key : ModalConfig.class.getDeclaredMethods()) {
            settings.put(key.getName(), key.getDefaultValue());
        }
        settings.putAll(changes);
        return settings;
    }

    ModalSandbox open(SandboxSpec spec) {
        return (ModalSandbox) provider.open(spec, progress::add, new CancellationSource());
    }

    /** One that is gone when it is closed. */
    ModalSandbox fresh() {
        return open(new SandboxSpec("modal/" + UUID.randomUUID(), "modal", false, Map.of()));
    }

    /** The one of that id. */
    ModalSandbox lasting(String id) {
        return open(new SandboxSpec(id, "modal"));
    }

    /** What runs at the server; there must be just one. */
    FakeSandbox running() {
        List<FakeSandbox> running = modal.running();
        if (running.size() != 1) {
            throw new AssertionError("not one sandbox runs but " + running.size());
        }
        return running.get(0);
    }

    /** As when their time is over. */
    void deleteSnapshots() {
        modal.images().stream()
                .filter(image -> modal.running().stream()
                        .noneMatch(one -> one.definition().getImageId().equals(image)))
                .forEach(modal::deleteImage);
    }

    @Override
    public void close() {
        provider.closeAll();
        modal.close();
    }
}
