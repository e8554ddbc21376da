package dev.talaria.sandbox.docker;

import com.github.dockerjava.api.model.Info;
import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.SandboxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How a daemon does, for {@code sandbox:doctor}. */
record Diagnosis(Containers containers, Settings settings, Set<String> open) {
    List<Health> examine() {
        List<Health> findings = new ArrayList<>();
        try {
            Daemon daemon = containers.daemon();
            Info info = info(daemon);
            findings.add(Health.ok("Docker or Podman " + info.getServerVersion() + " answers at "
                    + daemon.endpoint().name()));
            limits(info).ifPresent(findings::add);
            runtime(info).ifPresent(findings::add);
            image(daemon).ifPresent(findings::add);
            forgotten().ifPresent(findings::add);
        } catch (SandboxException e) {
            findings.add(Health.down(e.getMessage(), e.remedy()));
        }
        return findings;
    }

    private static Info info(Daemon daemon) {
        try {
            return daemon.client().infoCmd().exec();
        } catch (RuntimeException e) {
            throw DockerErrors.of(daemon.endpoint(), "The daemon does not say how it is", "Look at its log.", e);
        }
    }

    private Optional<Health> limits(Info info) {
        List<String> impossible = new ArrayList<>();
        if (settings.memory() > 0 && Boolean.FALSE.equals(info.getMemoryLimit())) {
            impossible.add("memory");
        }
        if (settings.cpus() > 0 && Boolean.FALSE.equals(info.getCpuCfsQuota())) {
            impossible.add("processors");
        }
        return impossible.isEmpty()
                ? Optional.empty()
                : Optional.of(Health.degraded(
                        "The daemon's host cannot limit " + String.join(" and ", impossible)
                                + "; containers are made without.",
                        "Switch on these cgroup controllers there, or set memory and cpus to 0."));
    }

    private Optional<Health> runtime(Info info) {
        String wanted = settings.runtime();
        return wanted.isEmpty()
                        || info.getRuntimes() == null
                        || info.getRuntimes().containsKey(wanted)
                ? Optional.empty()
                : Optional.of(Health.down(
                        "The daemon has no runtime '" + wanted + "'; it has "
                                + String.join(", ", info.getRuntimes().keySet()) + ".",
                        "Install it and name it in the daemon's configuration, or correct the key runtime."));
    }

    private Optional<Health> image(Daemon daemon) {
        if (new Images(daemon).user(settings.image()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                settings.pull().equals("never")
                        ? Health.down(
                                "The image " + settings.image() + " is not at the daemon, and pull = never.",
                                "Run: docker pull " + settings.image())
                        : Health.ok("The image " + settings.image() + " is pulled at the first opening"));
    }

    private Optional<Health> forgotten() {
        List<Found> left = containers.all().stream()
                .filter(found -> !found.persistent() && !open.contains(found.sandbox()))
                .toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(Health.degraded(
                        left.size() + " containers that keep nothing are left of sandboxes that nobody has open: "
                                + left.stream().map(Found::sandbox).sorted().collect(Collectors.joining(", ")),
                        "Run: docker rm -f -v "
                                + left.stream().map(Found::id).sorted().collect(Collectors.joining(" "))));
    }
}
