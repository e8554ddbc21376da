package dev.talaria.sandbox.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.VolumeOptions;
import dev.talaria.api.sandbox.SandboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where the files of one sandbox are. */
record Storage(Home home, String sandbox) {
    static final String WORKSPACE = "/workspace";
    private static final int LONGEST_NAME = 60;

    /** A name that no other sandbox of any home has, for containers and volumes. */
    String name() {
        String readable = sandbox.replaceAll("[^A-Za-z0-9_.-]", "-");
        String shortened = readable.length() > LONGEST_NAME ? readable.substring(0, LONGEST_NAME) : readable;
        return "talaria-" + shortened + "-"
                + Home.digest((home.mark() + "/" + sandbox).getBytes(StandardCharsets.UTF_8));
    }

    /** All that is mounted; makes the directories of its own. */
    List<Mount> mounts(Settings settings, InsideUser user, boolean persistent) {
        List<Mount> mounts = new ArrayList<>();
        if (persistent && settings.storage().equals("volume")) {
            mounts.add(volume(name() + "-workspace", WORKSPACE));
            mounts.add(volume(name() + "-home", user.home()));
        } else if (persistent && settings.storage().equals("bind")) {
            mounts.add(mount(MountType.BIND, directory("workspace").toString(), WORKSPACE, false));
            mounts.add(mount(MountType.BIND, directory("home").toString(), user.home(), false));
        }
        settings.binds().forEach(it -> mounts.add(mount(MountType.BIND, it.source(), it.inside(), it.readOnly())));
        settings.volumes().forEach(it -> mounts.add(mount(MountType.VOLUME, it.source(), it.inside(), it.readOnly())));
        return mounts;
    }

    private Mount volume(String name, String inside) {
        Map<String, String> labels = Labels.of(sandbox, home.mark());
        return mount(MountType.VOLUME, name, inside, false).withVolumeOptions(new VolumeOptions().withLabels(labels));
    }

    private static Mount mount(MountType type, String source, String inside, boolean readOnly) {
        return new Mount().withType(type).withSource(source).withTarget(inside).withReadOnly(readOnly);
    }

    private Path directory(String name) {
        try {
            return Files.createDirectories(home.storage(sandbox).resolve(name)).toRealPath();
        } catch (IOException e) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "The files of the sandbox " + sandbox + " have no place: " + e + ".",
                    "Make " + home.storage(sandbox) + " writable, or set storage = volume.",
                    e);
        }
    }

    private List<String> volumes() {
        return List.of(name() + "-workspace", name() + "-home");
    }

    /** Whether there are files of the sandbox already. */
    boolean exists(Daemon daemon) {
        return Files.exists(home.storage(sandbox)) || volumes().stream().anyMatch(volume -> isThere(daemon, volume));
    }

    private static boolean isThere(Daemon daemon, String volume) {
        try {
            daemon.client().inspectVolumeCmd(volume).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        } catch (RuntimeException e) {
            throw DockerErrors.of(daemon.endpoint(), "The volume " + volume + " cannot be looked at", "", e);
        }
    }

    /**
     * Removes the volumes and directories of the sandbox, whichever it had; none is still used.
     *
     * @throws SandboxException if something is left
     */
    void remove(Daemon daemon) {
        for (String volume : volumes()) {
            try {
                daemon.client().removeVolumeCmd(volume).exec();
            } catch (NotFoundException e) {
                // It never was, or is gone already.
            } catch (RuntimeException e) {
                throw DockerErrors.of(
                        daemon.endpoint(),
                        "The volume " + volume + " could not be removed",
                        "Run: docker volume rm " + volume,
                        e);
            }
        }
        Path own = home.storage(sandbox);
        if (Files.exists(own)) {
            removeTree(own);
        }
    }

    private static void removeTree(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "The files of the sandbox in " + tree + " could not be removed: " + e + ".",
                    "They may be another user's, made inside. Run: sudo rm -r '" + tree + "'",
                    e);
        }
    }
}
