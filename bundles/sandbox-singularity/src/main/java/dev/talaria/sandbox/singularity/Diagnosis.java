package dev.talaria.sandbox.singularity;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What is wrong with the program or with this host. */
final class Diagnosis {
    private final Map<String, Object> configured;
    private final Map<String, String> environment;
    private final Path home;

    Diagnosis(Map<String, Object> configured, Map<String, String> environment, Path home) {
        this.configured = configured;
        this.environment = environment;
        this.home = home;
    }

    List<Health> all() {
        try {
            Settings settings = Settings.of(configured, new SandboxSpec("singularity", "singularity"), home);
            Program program = Program.find(settings.program(), environment);
            List<Health> found = new ArrayList<>();
            found.add(Health.ok(program.version(new CancellationSource()) + " (" + program.path() + ")"));
            limits(settings, found);
            image(settings, program, found);
            if (!HostAbilities.isRoot()) {
                withoutRights(found);
            }
            return found;
        } catch (SandboxException e) {
            return List.of(Health.down(e.getMessage(), e.remedy()));
        }
    }

    private void limits(Settings settings, List<Health> found) {
        HostAbilities.limits(environment).ifPresent(why -> {
            String cause = "Memory and processors of sandboxes cannot be limited here: " + why + ".";
            found.add(
                    settings.limited()
                            ? Health.down(cause, "Set memory and cpus to 0, or mend that.")
                            : new Health(Health.State.OK, cause, "Leave memory and cpus at 0."));
        });
    }

    private static void image(Settings settings, Program program, List<Health> found) {
        String image = settings.image();
        if (image.startsWith("/") && !Files.isReadable(Path.of(image))) {
            found.add(Health.down("There is no image " + image + " that can be read.", "Correct the key image."));
        }
        boolean packs = Arrays.stream(program.environment().get("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "mksquashfs")));
        if (!image.startsWith("/") && !packs) {
            found.add(Health.degraded(
                    "There is no mksquashfs on this host, which building " + image + " needs.",
                    "Install squashfs-tools, or set image to a file."));
        }
    }

    private static void withoutRights(List<Health> found) {
        HostAbilities.userNamespaces()
                .ifPresent(why -> found.add(Health.down(
                        "Users without rights cannot start instances here: " + why + ".",
                        "Let an administrator set it to a higher value with sysctl.")));
        String user = System.getProperty("user.name");
        if (!HostAbilities.hasSubordinateIds(user)) {
            found.add(Health.degraded(
                    "The user " + user + " has no range in /etc/subuid: images are built without other users in them.",
                    "As root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 " + user));
        }
        if (!HostAbilities.hasFuse()) {
            found.add(Health.degraded(
                    "/dev/fuse cannot be used: a .sif image is unpacked at each start, which takes time and disk.",
                    "As root: chmod 666 /dev/fuse; or use an image folder made with 'apptainer build --sandbox'."));
        }
    }
}
