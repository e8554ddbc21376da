package dev.talaria.sandbox.ssh;

import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.sandbox.support.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What can be said of the backend without connecting anywhere. */
final class Diagnosis {
    private static final String FIX = "config:property-set --pid dev.talaria.sandbox.ssh ";

    private Diagnosis() {}

    static List<Health> of(Map<String, Object> configured, LocalAccount local) {
        Options options = new Options(SshConfig.class, configured, new SandboxSpec("ssh", "ssh"));
        if (options.text("host").isEmpty()) {
            return List.of(Health.ok("no host is configured; a sandbox names its own with the option host"));
        }
        try {
            return of(SshSettings.of(options, local), local);
        } catch (SandboxException e) {
            return List.of(Health.down(String.valueOf(e.getMessage()), e.remedy()));
        }
    }

    private static List<Health> of(SshSettings settings, LocalAccount local) {
        List<Health> found = new ArrayList<>();
        settings.identity()
                .filter(file -> !Files.isReadable(file))
                .ifPresent(file -> found.add(Health.down(
                        "the SSH key " + file + " cannot be read", "Correct it with " + FIX + "identity FILE.")));
        boolean agent = settings.agent().filter(Files::exists).isPresent();
        if (settings.identity().isEmpty() && !agent && !hasUsualKey(local.home())) {
            found.add(Health.down(
                    "there is no SSH key: no agent, no identity, none of the usual files in ~/.ssh",
                    "Name one with " + FIX + "identity FILE."));
        }
        if (settings.hostKey().equals(SshSettings.STRICT) && !Files.isReadable(settings.knownHosts())) {
            found.add(Health.down(
                    "no host key is known: " + settings.knownHosts() + " cannot be read",
                    "Connect once with ssh, or set hostKey to the host's fingerprint with " + FIX
                            + "hostKey SHA256:…"));
        }
        return found.isEmpty() ? List.of(Health.ok("commands go to " + settings.target())) : found;
    }

    private static boolean hasUsualKey(Path home) {
        return Credentials.USUAL.stream()
                .anyMatch(name -> Files.isReadable(home.resolve(".ssh").resolve(name)));
    }
}
