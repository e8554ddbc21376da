package dev.talaria.sandbox.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.talaria.api.sandbox.SandboxException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The containers of one home at one daemon. */
record Containers(Daemon daemon, Home home) {
    private static final int STOP_SECONDS = 2;

    /** That of a sandbox; a running one if there are several. */
    Optional<Found> find(String sandbox) {
        return list(Labels.of(sandbox, home.mark())).stream().min(Comparator.comparing(found -> !found.isRunning()));
    }

    /** Removes those of a sandbox, and its files. Nothing if there are none. */
    void removeAll(String sandbox) {
        list(Labels.of(sandbox, home.mark())).forEach(found -> remove(found.id()));
        new Storage(home, sandbox).remove(daemon);
    }

    List<Found> all() {
        return list(Map.of(Labels.HOME, home.mark()));
    }

    private List<Found> list(Map<String, String> labels) {
        try {
            return daemon.client().listContainersCmd().withShowAll(true).withLabelFilter(labels).exec().stream()
                    .map(Found::of)
                    .toList();
        } catch (RuntimeException e) {
            throw DockerErrors.of(daemon.endpoint(), "The containers cannot be listed", "Look at the daemon's log.", e);
        }
    }

    /** Makes one that does not run yet; gives its id. */
    String create(String sandbox, boolean persistent, Settings settings, InsideUser user, Consumer<String> progress) {
        Storage storage = new Storage(home, sandbox);
        Map<String, String> labels = new HashMap<>(Labels.of(sandbox, home.mark()));
        labels.put(Labels.PERSISTENT, Boolean.toString(persistent));
        labels.put(Labels.USER, user.name());
        labels.put(Labels.TRAITS, Traits.of(settings).label());
        Map<String, String> variables = new HashMap<>(settings.environment());
        if (!user.isRoot()) {
            variables.putIfAbsent("HOME", user.home());
        }
        try {
            return daemon.client()
                    .createContainerCmd(settings.image())
                    .withName(storage.name())
                    .withLabels(labels)
                    .withEntrypoint("sleep")
                    .withCmd("infinity")
                    .withWorkingDir(Storage.WORKSPACE)
                    .withUser("0")
                    .withEnv(variables.entrySet().stream()
                            .map(variable -> variable.getKey() + "=" + variable.getValue())
                            .toList())
                    .withHostConfig(Hardening.of(
                            settings,
                            user,
                            storage.mounts(settings, user, persistent),
                            daemon.client().infoCmd().exec(),
                            progress))
                    .exec()
                    .getId();
        } catch (ConflictException e) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "The container of the sandbox " + sandbox + " could not be made: " + DockerErrors.reason(e) + ".",
                    "If nobody else opens it just now, run: docker rm -f " + storage.name(),
                    e);
        } catch (SandboxException e) {
            throw e;
        } catch (RuntimeException e) {
            throw DockerErrors.of(
                    daemon.endpoint(),
                    "The container of the sandbox " + sandbox + " could not be made",
                    "Look at the keys of dev.talaria.sandbox.docker that it names; binds must be there already.",
                    e);
        }
    }

    void start(Found found) {
        if (found.state().equals("paused")) {
            daemon.client().unpauseContainerCmd(found.id()).exec();
        } else {
            start(found.id());
        }
    }

    void start(String id) {
        try {
            daemon.client().startContainerCmd(id).exec();
        } catch (NotModifiedException e) {
            // It runs already.
        } catch (RuntimeException e) {
            throw startFailure(e);
        }
    }

    private SandboxException startFailure(RuntimeException failure) {
        String said = DockerErrors.reason(failure);
        if (said.contains("executable file not found") || said.contains("no such file or directory: unknown")) {
            return new SandboxException(
                    SandboxException.Code.IMAGE,
                    "The container could not be started: " + said + ".",
                    "Use an image with bash, util-linux, and the coreutils and findutils of GNU, such as"
                            + " debian:stable-slim.",
                    failure);
        }
        String remedy = said.contains("cgroup") || said.contains("cpu.cfs") || said.contains("pids.max")
                ? "The daemon's host cannot set this limit: set cpus, memory or pids of dev.talaria.sandbox.docker to 0."
                : "Look at the daemon's log; sandbox:rm removes the sandbox with its files.";
        return DockerErrors.of(daemon.endpoint(), "The container could not be started", remedy, failure);
    }

    /** Its processes end, its files stay. */
    void stop(String id) {
        try {
            daemon.client().stopContainerCmd(id).withTimeout(STOP_SECONDS).exec();
        } catch (NotModifiedException e) {
            // It is stopped already.
        } catch (RuntimeException e) {
            throw DockerErrors.inUse(daemon.endpoint(), id, e);
        }
    }

    /** Whatever its state. It may be gone already. */
    void remove(String id) {
        try {
            daemon.client()
                    .removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException e) {
            // It is gone already.
        } catch (RuntimeException e) {
            if (!DockerErrors.reason(e).contains("already in progress")) {
                throw DockerErrors.of(
                        daemon.endpoint(),
                        "The container " + id + " could not be removed",
                        "Run: docker rm -f " + id,
                        e);
            }
        }
    }
}
