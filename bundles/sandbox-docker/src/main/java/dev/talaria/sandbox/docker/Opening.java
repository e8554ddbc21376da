package dev.talaria.sandbox.docker;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.sandbox.support.Exec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the container of a sandbox, or makes it. */
record Opening(
        Containers containers,
        SandboxSpec spec,
        Settings settings,
        Consumer<String> progress,
        Cancellation cancellation,
        Consumer<DockerSandbox> closed) {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    private static final String OWN = "mkdir -p \"$@\" && chown \"$0\" \"$@\" 2>&1";

    DockerSandbox open() {
        refuseProtected();
        Optional<Found> found = containers.find(spec.id()).filter(this::fits);
        cancellation.throwIfCancelled();
        if (found.isEmpty()) {
            return create();
        }
        if (!found.get().isRunning()) {
            progress.accept("starting the container");
            containers.start(found.get());
        }
        DockerSandbox sandbox = sandbox(found.get().id(), found.get().user());
        sandbox.prepareState();
        return sandbox;
    }

    /** What no tool may touch is no command's either. */
    private void refuseProtected() {
        for (Mount bind : settings.binds()) {
            if (containers.home().protects(Path.of(bind.source()))) {
                throw new SandboxException(
                        SandboxException.Code.CANNOT_START,
                        "The sandbox " + spec.id() + ": binds has '" + bind + "', which would show Talaria's own keys,"
                                + " configuration or store inside.",
                        "Bind another directory.",
                        null);
            }
        }
    }

    /** Removes one that does not fit, if nothing of worth can be in it. */
    private boolean fits(Found found) {
        Optional<String> difference = difference(found);
        if (found.persistent() && !found.isBroken()) {
            if (difference.isPresent()) {
                throw new SandboxException(
                        SandboxException.Code.CANNOT_START,
                        "The container of the sandbox " + spec.id() + " was made otherwise: " + difference.get() + ".",
                        "Set it as it was, or remove the sandbox with all its files: sandbox:rm " + spec.id()
                                + ". It is made anew at the next opening.",
                        null);
            }
            return true;
        }
        progress.accept("replacing an old container"
                + difference.map(text -> ": " + text).orElse(""));
        containers.remove(found.id());
        return false;
    }

    private Optional<String> difference(Found found) {
        if (found.persistent() && !spec.persistent()) {
            return Optional.of("it is persistent");
        }
        return found.traits().difference(Traits.of(settings));
    }

    private DockerSandbox create() {
        String named =
                new Images(containers.daemon()).ensure(settings.image(), settings.pull(), progress, cancellation);
        InsideUser user = new InsideUser(settings.user().isEmpty() ? named : settings.user());
        cancellation.throwIfCancelled();
        progress.accept("making a container of " + settings.image());
        boolean kept = storage().exists(containers.daemon());
        String id = containers.create(spec.id(), spec.persistent(), settings, user, progress);
        try {
            cancellation.throwIfCancelled();
            containers.start(id);
            cancellation.throwIfCancelled();
            if (!user.isRoot()) {
                own(id, user);
            }
            DockerSandbox sandbox = sandbox(id, user);
            sandbox.prepareState();
            cancellation.throwIfCancelled();
            return sandbox;
        } catch (RuntimeException e) {
            giveUp(id, kept);
            throw e;
        }
    }

    private Storage storage() {
        return new Storage(containers.home(), spec.id());
    }

    private DockerSandbox sandbox(String id, InsideUser user) {
        return new DockerSandbox(containers, id, user, storage(), spec.persistent(), closed);
    }

    /** @param kept whether there were files of the sandbox before */
    private void giveUp(String id, boolean kept) {
        try {
            containers.remove(id);
            if (!kept) {
                storage().remove(containers.daemon());
            }
        } catch (RuntimeException e) {
            LOG.warn("A container that was not finished is left: {}", e.getMessage());
        }
    }

    /** New volumes are root's. */
    private void own(String id, InsideUser user) {
        List<String> words = new ArrayList<>(List.of("bash", "-c", OWN, user.name()));
        words.addAll(List.of(DockerSandbox.STATE, Storage.WORKSPACE, user.home()));
        Exec.Launch launch = new Exec.Launch(words, Map.of(), false, false, 1, 1);
        try (Exec.Channel channel = new DockerExec(containers.daemon(), id, "").start(launch)) {
            String said = new String(channel.output().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (channel.exitCode() != 0) {
                throw new SandboxException(
                        SandboxException.Code.IMAGE,
                        "The user " + user.name() + " cannot be given directories of its own: " + said + ".",
                        "Use a number for user, and an image with bash and coreutils.",
                        null);
            }
        } catch (IOException e) {
            throw DockerErrors.inUse(containers.daemon().endpoint(), id, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.util.concurrent.CancellationException("interrupted");
        }
    }
}
