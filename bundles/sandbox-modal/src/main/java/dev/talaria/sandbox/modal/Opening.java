package dev.talaria.sandbox.modal;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.sandbox.modal.ModalSandbox.Machine;
import dev.talaria.sandbox.modal.wire.ClientWire.Sandbox;
import dev.talaria.sandbox.modal.wire.ClientWire.SandboxGetTaskIdResponse;
import dev.talaria.sandbox.modal.wire.ClientWire.TaskGetCommandRouterAccessResponse;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens one sandbox: the one that runs under its name, else a new one, from its last snapshot if it has one. */
final class Opening {
    private static final Duration FIRST_LOOK = Duration.ofMillis(50);
    private static final Duration LONGEST_LOOK = Duration.ofMillis(500);
    private static final float LOOK_SECONDS = 10;

    private final SandboxSpec spec;
    private final Settings settings;
    private final ControlPlane plane;
    private final KeptState kept;
    private final ModalThreads threads;
    private final Consumer<String> progress;
    private final Cancellation cancellation;
    private final String name;
    private final String digest;
    private final Snapshots snapshots;

    Opening(
            SandboxSpec spec,
            Settings settings,
            ControlPlane plane,
            KeptState kept,
            ModalThreads threads,
            Consumer<String> progress,
            Cancellation cancellation) {
        this.spec = spec;
        this.settings = settings;
        this.plane = plane;
        this.kept = kept;
        this.threads = threads;
        this.progress = progress;
        this.cancellation = cancellation;
        this.name = SandboxName.of(kept.instance(), spec.id());
        this.digest = SandboxName.digest(settings.definition().toByteArray());
        this.snapshots = new Snapshots(spec.id(), kept, plane, settings);
    }

    ModalSandbox open(Consumer<ModalSandbox> closed) {
        progress.accept("asking Modal for the sandbox");
        String appId = plane.app(settings.app(), cancellation);
        Optional<ModalSandbox> running =
                plane.running(settings.app(), name, cancellation).flatMap(found -> again(found, closed));
        return running.orElseGet(() -> anew(appId, closed));
    }

    /** The one that runs, unless it is to be fresh or another kind by now. */
    private Optional<ModalSandbox> again(String sandboxId, Consumer<ModalSandbox> closed) {
        if (!spec.persistent()) {
            plane.terminate(sandboxId);
            return Optional.empty();
        }
        Machine machine;
        try {
            machine = machine(sandboxId);
        } catch (SandboxException e) {
            if (plane.ended(sandboxId).isPresent()) {
                return Optional.empty();
            }
            throw e;
        }
        KeptState.Entry known = kept.read(spec.id());
        if (!known.settings().isEmpty() && !known.settings().equals(digest)) {
            progress.accept("its settings have changed: moving it to a new machine");
            replace(machine);
            return Optional.empty();
        }
        kept.write(spec.id(), new KeptState.Entry(sandboxId, known.image(), digest));
        return Optional.of(sandbox(machine, closed));
    }

    private void replace(Machine machine) {
        try {
            snapshots.take(machine.router());
            plane.terminate(machine.sandboxId());
        } finally {
            machine.router().close();
        }
    }

    private ModalSandbox anew(String appId, Consumer<ModalSandbox> closed) {
        Sandbox definition = settings.definition().toBuilder()
                .setImageId(image(appId))
                .setName(name)
                .build();
        progress.accept("starting the sandbox");
        Optional<String> made = plane.create(appId, definition, Map.of("talaria", spec.id()), cancellation);
        if (made.isEmpty()) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "Modal has a sandbox of the name " + name + " by now.",
                    "Somebody opens the same sandbox at the same time, or the one before is still ending. Try again.",
                    null);
        }
        boolean done = false;
        try {
            if (spec.persistent()) {
                String image = kept.read(spec.id()).image();
                kept.write(spec.id(), new KeptState.Entry(made.get(), image, digest));
            }
            ModalSandbox sandbox = sandbox(machine(made.get()), closed);
            done = true;
            return sandbox;
        } finally {
            if (!done) {
                plane.terminate(made.get());
            }
        }
    }

    private String image(String appId) {
        String snapshot = spec.persistent() ? kept.read(spec.id()).image() : "";
        if (!snapshot.isEmpty()) {
            if (plane.hasImage(snapshot, cancellation)) {
                return snapshot;
            }
            progress.accept("its snapshot " + snapshot + " is gone at Modal; it begins anew");
            kept.write(spec.id(), KeptState.Entry.NONE);
        }
        return new Images(plane, progress, cancellation).get(settings.image(), settings.builderVersion(), appId);
    }

    private ModalSandbox sandbox(Machine machine, Consumer<ModalSandbox> closed) {
        boolean done = false;
        try {
            ModalSandbox sandbox = new ModalSandbox(spec, settings, machine, snapshots, closed);
            cancellation.throwIfCancelled();
            done = true;
            return sandbox;
        } finally {
            if (!done) {
                machine.router().close();
            }
        }
    }

    private Machine machine(String sandboxId) {
        String taskId = task(sandboxId);
        TaskGetCommandRouterAccessResponse access;
        try {
            access = plane.access(taskId, cancellation);
        } catch (StatusRuntimeException e) {
            throw Failures.of(e, plane.account(), "reach the sandbox " + sandboxId);
        }
        RouterAccess right = new RouterAccess(access, () -> plane.access(taskId, Calls.NEVER), Clock.systemUTC());
        URI url = routerUrl(access.getUrl());
        Router router = new Router(taskId, () -> new Connection(url, threads), right);
        return new Machine(sandboxId, plane, router, new ModalExec(sandboxId, plane, router));
    }

    private URI routerUrl(String text) {
        URI url = URI.create(text);
        if ("https".equals(url.getScheme())
                || Account.isPlain(url) && Account.isLocal(plane.account().server())) {
            return url;
        }
        throw new SandboxException(
                SandboxException.Code.CANNOT_START,
                "Modal names a router that is not spoken to with encryption: " + text + ".",
                "Nothing was sent there. Ask Modal.",
                null);
    }

    /** Modal looks for a machine first. */
    private String task(String sandboxId) {
        long end = System.nanoTime() + settings.start().toNanos();
        Duration pause = FIRST_LOOK;
        while (true) {
            SandboxGetTaskIdResponse task = plane.task(sandboxId, LOOK_SECONDS, cancellation);
            if (task.hasTaskResult()) {
                throw notStarted("Modal could not start the sandbox: "
                        + task.getTaskResult().getException() + " ("
                        + task.getTaskResult().getStatus() + ")");
            }
            if (!task.getTaskId().isEmpty()) {
                return task.getTaskId();
            }
            if (System.nanoTime() > end) {
                throw notStarted("Modal found no machine for the sandbox within "
                        + settings.start().toSeconds() + " s");
            }
            Pause.of(pause, cancellation);
            pause = pause.multipliedBy(2).compareTo(LONGEST_LOOK) < 0 ? pause.multipliedBy(2) : LONGEST_LOOK;
        }
    }

    private static SandboxException notStarted(String what) {
        return new SandboxException(
                SandboxException.Code.CANNOT_START,
                what + ".",
                "Ask for less (cpu, memoryMb, regions), wait longer (startSeconds), or try again later.",
                null);
    }
}
