package dev.talaria.checkpoint.git;

import dev.talaria.api.base.Blob;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.Checkpoints.Restored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A home, a workspace and checkpoints between them. */
final class Fixture implements AutoCloseable {
    final Path base;
    final Path home;
    final Path userHome;
    final Path workspace;
    final Path outside;
    final SteppingClock clock = new SteppingClock();
    final GitCheckpoints checkpoints;

    Fixture(Path base) {
        this(base, Limits.defaults());
    }

    Fixture(Path base, Limits limits) {
        this.base = base;
        home = folder("talaria");
        userHome = folder("user");
        workspace = folder("workspace");
        outside = folder("outside");
        checkpoints = new GitCheckpoints(home, userHome, limits, clock);
    }

    static Limits limits(int files, long fileBytes, long storeBytes, int snapshots) {
        return new Limits(files, fileBytes, storeBytes, snapshots, Duration.ofDays(7), Duration.ofSeconds(30));
    }

    Path store() {
        return home.resolve("checkpoints").resolve("store");
    }

    Path folder(String name) {
        try {
            return Files.createDirectories(base.resolve(name)).toRealPath();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Path write(String path, String text) throws IOException {
        return write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String path, byte[] bytes) throws IOException {
        Path file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    String read(String path) throws IOException {
        return Files.readString(workspace.resolve(path));
    }

    Checkpoint take() {
        return take("a reason");
    }

    Checkpoint take(String reason) {
        return checkpoints.take(workspace.toString(), reason, new CancellationSource());
    }

    Restored restore(Checkpoint checkpoint) {
        return checkpoints.restore(checkpoint.id(), Optional.empty());
    }

    static void permissions(Path file, String permissions) throws IOException {
        Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
        Files.setPosixFilePermissions(file, set);
    }

    static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** What is below a directory: the hash of each file, the target of each link, the times of all. */
    static TreeMap<String, String> image(Path directory) throws IOException {
        TreeMap<String, String> image = new TreeMap<>();
        try (var files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                image.put(directory.relativize(file).toString(), image1(file));
            }
        }
        return image;
    }

    private static String image1(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return "link " + Files.readSymbolicLink(file);
        }
        String kind = permissions(file) + " " + Files.getLastModifiedTime(file);
        return Files.isDirectory(file) ? kind : kind + " " + Blob.sha256(Files.readAllBytes(file));
    }

    @Override
    public void close() {
        checkpoints.close();
    }

    /** A second later at each look, unless it is set. */
    static final class SteppingClock extends Clock {
        private Instant now = Instant.parse("2026-11-22T10:00:00Z");

        @Override
        public synchronized Instant instant() {
            now = now.plusSeconds(1);
            return now;
        }

        synchronized void forward(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
