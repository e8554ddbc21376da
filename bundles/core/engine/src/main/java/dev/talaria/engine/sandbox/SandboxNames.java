package dev.talaria.engine.sandbox;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.sandbox.SandboxSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the names of sandboxes mean. Thread-safe. */
final class SandboxNames {
    private final List<NamedSandbox> configured = new CopyOnWriteArrayList<>();

    void add(NamedSandbox sandbox) {
        configured.add(sandbox);
    }

    void remove(NamedSandbox sandbox) {
        configured.remove(sandbox);
    }

    List<SandboxSpec> configured() {
        return configured.stream()
                .map(NamedSandbox::spec)
                .sorted(Comparator.comparing(SandboxSpec::id))
                .toList();
    }

    /** The sandbox of that name; one that nobody configured is as its backend is. */
    SandboxSpec spec(String text) {
        Choice choice = Choice.of(text);
        return named(choice.configured())
                .map(found -> withId(found.spec(), text))
                .orElseGet(() -> new SandboxSpec(text, choice.backend()));
    }

    /** What a session gets that chooses so. */
    SandboxSpec spec(String text, SessionId session) {
        SandboxSpec spec = spec(text);
        return named(text).filter(NamedSandbox::perSession).isPresent()
                ? withId(spec, text + "." + session.value())
                : spec;
    }

    private Optional<NamedSandbox> named(String id) {
        return configured.stream().filter(each -> each.spec().id().equals(id)).findFirst();
    }

    private static SandboxSpec withId(SandboxSpec spec, String id) {
        return new SandboxSpec(id, spec.backend(), spec.persistent(), spec.options());
    }
}
