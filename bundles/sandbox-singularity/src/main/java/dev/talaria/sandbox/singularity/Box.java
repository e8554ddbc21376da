package dev.talaria.sandbox.singularity;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * What one sandbox has on the host: a folder with all that it writes, and the name of its instance.
 *
 * @param folder for its owner alone
 * @param instance unique among the instances of this user
 */
record Box(Path folder, String instance) {
    private static final int HASH_BYTES = 8;

    /** Of the same home and id it is the same, unless the sandbox is not persistent: then it is a new one each time. */
    static Box of(Path scratch, Path home, SandboxSpec spec) {
        String hash = hash(home.toAbsolutePath().normalize() + "\0" + spec.id());
        String readable = spec.id().replaceAll("[^A-Za-z0-9_-]", "-");
        String more =
                spec.persistent() ? "" : "-" + UUID.randomUUID().toString().substring(0, 8);
        return new Box(scratch.resolve(readable + "-" + hash + more), "talaria-" + hash + more);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its layer over the image. */
    Path overlay() {
        return folder.resolve("overlay");
    }

    /** Its /tmp and /var/tmp. */
    Path temporary() {
        return folder.resolve("work");
    }

    Path workspace() {
        return folder.resolve("workspace");
    }

    Path userHome() {
        return folder.resolve("home");
    }

    /** What Talaria keeps inside. */
    Path state() {
        return folder.resolve("state");
    }

    boolean exists() {
        return Files.isDirectory(folder);
    }

    void make() {
        try {
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(folder.getParent(), owner);
            Files.createDirectories(folder, owner);
            for (Path part : new Path[] {overlay(), temporary(), workspace(), userHome(), state()}) {
                Files.createDirectories(part);
            }
        } catch (IOException e) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "The folder of a sandbox cannot be made: " + e,
                    "Make " + folder.getParent()
                            + " writable for the user of Talaria, or set scratch to another folder.",
                    e);
        }
    }

    /** What the instance was started with last; empty if it never was. */
    String startedWith() throws IOException {
        return read("started");
    }

    void startedWith(String words) throws IOException {
        Files.writeString(folder.resolve("started"), words);
    }

    /** The first process of the instance, if it still lives: found without asking the program. */
    Optional<ProcessMark> init() throws IOException {
        String[] told = read("init").split("\n");
        return told.length == 3 && told[0].equals(boot())
                ? Optional.of(new ProcessMark(Long.parseLong(told[1]), Long.parseLong(told[2])))
                        .filter(ProcessMark::isAlive)
                : Optional.empty();
    }

    void init(ProcessMark init) throws IOException {
        Files.writeString(folder.resolve("init"), boot() + "\n" + init.pid() + "\n" + init.start());
    }

    private static String boot() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }

    private String read(String name) throws IOException {
        try {
            return Files.readString(folder.resolve(name));
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** @throws SandboxException if something of it is left */
    void delete() {
        try {
            if (exists()) {
                Trees.delete(folder);
            }
        } catch (IOException e) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "The files of a sandbox cannot be removed: " + e,
                    "Remove " + folder + " by hand.",
                    e);
        }
    }
}
