package dev.talaria.sandbox.singularity;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.sandbox.support.Exec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One opening of a sandbox. */
final class Opening {
    private final Program program;
    private final Settings settings;
    private final SandboxSpec spec;
    private final Box box;
    private final Consumer<SingularitySandbox> onClose;

    Opening(Program program, Settings settings, Path home, SandboxSpec spec, Consumer<SingularitySandbox> onClose) {
        this.program = program;
        this.settings = settings;
        this.spec = spec;
        this.box = Box.of(settings.scratch(), home, spec);
        this.onClose = onClose;
    }

    static Path lockOf(Box box) {
        return box.folder().resolveSibling(box.folder().getFileName() + ".lock");
    }

    /** One of the same sandbox at a time. */
    SingularitySandbox open(Consumer<String> progress, Cancellation cancellation) {
        cancellation.throwIfCancelled();
        settings.binds().forEach(bind -> bind.check(settings.options()));
        Path image = new Images(program, settings).get(progress, cancellation);
        Runnable waiting = () -> progress.accept("waiting: " + spec.id() + " is being opened already");
        try (HostLock lock = HostLock.take(lockOf(box), waiting, cancellation)) {
            return openLocked(image, progress, cancellation);
        } catch (IOException e) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "The files of the sandbox " + spec.id() + " cannot be used: " + e,
                    "Make " + settings.scratch() + " writable for the user of Talaria, or set scratch to another"
                            + " folder.",
                    e);
        }
    }

    private SingularitySandbox openLocked(Path image, Consumer<String> progress, Cancellation cancellation)
            throws IOException {
        boolean isNew = !box.exists();
        box.make();
        if (!spec.persistent()) {
            Orphans.claim(box);
        }
        try {
            return sandbox(image, progress, cancellation);
        } catch (IOException | RuntimeException e) {
            if (isNew) {
                undo(e);
            }
            throw e;
        }
    }

    private SingularitySandbox sandbox(Path image, Consumer<String> progress, Cancellation cancellation)
            throws IOException {
        List<String> words = Instance.startWords(settings, image, box, spec.persistent());
        String told = String.join("\n", words);
        Optional<Instance> running = running(cancellation);
        if (running.isPresent() && !box.startedWith().equals(told)) {
            progress.accept("stopping the instance, whose settings were changed");
            running.get().stop();
            running = Optional.empty();
        }
        if (running.isPresent()) {
            return sandbox(running.get(), new InstanceExec(running.get(), InsideWords.ofThisHost()));
        }
        progress.accept("starting an instance of " + settings.image());
        program.version(cancellation);
        box.startedWith(told);
        Instance instance = Instance.start(program, settings, words, cancellation);
        InstanceExec exec = new InstanceExec(instance, InsideWords.ofThisHost());
        try {
            box.init(instance.init());
            checkNetwork(instance, exec);
            SingularitySandbox sandbox = sandbox(instance, exec);
            sandbox.begin();
            cancellation.throwIfCancelled();
            return sandbox;
        } catch (IOException | RuntimeException e) {
            exec.close();
            instance.stop();
            throw e;
        }
    }

    private SingularitySandbox sandbox(Instance instance, InstanceExec exec) {
        return new SingularitySandbox(spec.id(), instance, box, spec.persistent(), exec, onClose);
    }

    /** The program is asked only where nothing is noted: a Talaria may have died between a start and its note. */
    private Optional<Instance> running(Cancellation cancellation) throws IOException {
        Optional<ProcessMark> init = box.init();
        if (init.isPresent()) {
            return init.map(mark -> new Instance(program, box.instance(), mark));
        }
        return box.startedWith().isEmpty() ? Optional.empty() : Instance.find(program, box.instance(), cancellation);
    }

    /** What was asked for is looked at, not believed. */
    private void checkNetwork(Instance instance, Exec exec) throws IOException {
        if (settings.network()) {
            return;
        }
        Exec.Launch look = new Exec.Launch(
                List.of("readlink", "/proc/self/ns/net"), Map.of(), false, false, Command.ROWS, Command.COLUMNS);
        try (Exec.Channel channel = exec.start(look)) {
            String seen = new String(channel.output().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (seen.isEmpty() || instance.hasNetworkOfHost(seen)) {
                throw new SandboxException(
                        SandboxException.Code.CANNOT_START,
                        "The network of " + spec.id() + " was to be off, and is not.",
                        "Use a newer apptainer, or set network = true if the commands may use the network.",
                        null);
            }
        }
    }

    /** What was new goes, whatever became of it. */
    private void undo(Exception failure) {
        try {
            discard();
        } catch (SandboxException e) {
            failure.addSuppressed(e);
        }
    }

    private void discard() {
        Instance.find(program, box.instance(), new CancellationSource()).ifPresent(Instance::stop);
        box.delete();
    }

    /** Ends it and removes all of it; nothing if there is none. */
    void remove() {
        if (!box.exists()) {
            return;
        }
        try (HostLock lock = HostLock.take(lockOf(box), () -> {}, new CancellationSource())) {
            discard();
            Files.deleteIfExists(lockOf(box));
        } catch (IOException e) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "The sandbox " + spec.id() + " could not be removed: " + e,
                    "Remove " + box.folder() + " by hand.",
                    e);
        }
    }
}
