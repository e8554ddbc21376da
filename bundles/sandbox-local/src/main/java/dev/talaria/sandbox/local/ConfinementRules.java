package dev.talaria.sandbox.local;

import dev.talaria.sandbox.local.Confinement.Profile;
import dev.talaria.sandbox.local.Rule.Kind;
import dev.talaria.sandbox.support.Options;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the rules of one sandbox. Nothing that a command says or makes counts here. */
final class ConfinementRules {
    private static final List<String> TEMPORARY = List.of("/tmp", "/var/tmp", "/run");
    /** Of the host alone; some of it only root could read. Sockets of daemons are below /run, or here. */
    private static final List<String> HIDDEN = List.of(
            "/sys",
            "/home",
            "/root",
            "/boot",
            "/etc/shadow",
            "/etc/shadow-",
            "/etc/gshadow",
            "/etc/gshadow-",
            "/etc/sudoers.d",
            "/etc/ssl/private",
            "/etc/docker",
            "/etc/kubernetes",
            "/var/lib/docker",
            "/var/lib/containerd",
            "/var/lib/containers",
            "/var/lib/kubelet",
            "/var/lib/rancher",
            "/var/lib/libvirt",
            "/var/spool/cron",
            "/var/spool/mail",
            "/var/mail",
            "/proc/sysrq-trigger",
            "/proc/kcore",
            "/proc/keys",
            "/proc/timer_list",
            "/proc/latency_stats",
            "/proc/mtrr");
    /** Settings of the host, which root may change without any capability; bwrap itself leaves some of them open. */
    private static final List<String> SETTINGS =
            List.of("/proc/sys", "/proc/irq", "/proc/fs", "/proc/bus", "/proc/acpi", "/proc/scsi");

    private final Profile profile;
    private final List<Rule> rules = new ArrayList<>();

    ConfinementRules(Profile profile) {
        this.profile = profile;
    }

    /** What a sandbox has of the host, whatever it is for. */
    ConfinementRules host(Path userHome) {
        Stream.concat(HIDDEN.stream().map(Path::of), hostKeys()).forEach(this::hide);
        SETTINGS.stream().map(Path::of).filter(Files::isDirectory).forEach(path -> add(path, Kind.READ));
        TEMPORARY.stream().map(Path::of).filter(Files::isDirectory).forEach(path -> add(path, Kind.TEMPORARY));
        if (profile == Profile.NETWORK) {
            Path resolver = Path.of("/run/systemd/resolve");
            if (Files.isDirectory(resolver)) {
                add(resolver, Kind.READ);
            }
        }
        if (userHome.getNameCount() > 0 && Files.isDirectory(userHome)) {
            add(userHome, Kind.HOME);
        }
        return this;
    }

    private static Stream<Path> hostKeys() {
        List<Path> keys = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of("/etc/ssh"), "ssh_host_*_key")) {
            found.forEach(keys::add);
        } catch (IOException e) {
            return Stream.empty();
        }
        return keys.stream();
    }

    /** What is not there needs not be hidden. */
    ConfinementRules hide(Path path) {
        if (Files.exists(path)) {
            add(path, Kind.HIDDEN);
        }
        return this;
    }

    /** @throws dev.talaria.api.sandbox.SandboxException if an entry is no name */
    ConfinementRules homeEntries(Options options, Path userHome) {
        for (String name : options.list("homeEntries")) {
            if (!name.startsWith(".") || name.contains("/") || name.matches("\\.+")) {
                throw options.unusable(
                        "homeEntries = '" + name + "' is no name that begins with a dot", "Correct homeEntries.");
            }
            Path entry = userHome.resolve(name);
            if (Files.exists(entry) && !Files.isSymbolicLink(entry)) {
                add(entry, Kind.READ);
            }
        }
        return this;
    }

    ConfinementRules workspace(Path workspace) {
        add(workspace, profile == Profile.RESTRICTED ? Kind.READ : Kind.WRITE);
        return this;
    }

    /** What Talaria keeps for the sandbox, which its commands write too. */
    ConfinementRules state(Path directory) {
        add(directory, Kind.WRITE);
        return this;
    }

    private void add(Path path, Kind kind) {
        rules.add(new Rule(real(path), kind));
    }

    static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    /** In the order of their mounting: what is above comes first, and the later of two for the same path counts. */
    List<Rule> all() {
        return rules.stream()
                .sorted(Comparator.comparingInt(rule -> rule.path().getNameCount()))
                .toList();
    }
}
