package dev.talaria.testkit.env;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file system in memory that is soon full. Mounting it takes root. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** @param folder is there and empty */
    public static SmallDisk mount(Path folder, int kilobytes) {
        run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", folder.toString());
        return new SmallDisk(folder);
    }

    /** Nothing on it may be open for writing. */
    public void readOnly(boolean yes) {
        run("mount", "-o", "remount," + (yes ? "ro" : "rw"), folder.toString());
    }

    private static void run(String... command) {
        TestEnvironment.complaint(command).ifPresent(said -> {
            throw new IllegalStateException(String.join(" ", command) + ": " + said);
        });
    }

    @Override
    public void close() {
        run("umount", folder.toString());
    }

    static final class Mountable implements Backend {
        @Override
        public String name() {
            return "tmpfs";
        }

        @Override
        public Optional<String> missing() {
            try {
                Path folder = Files.createTempDirectory("tmpfs");
                try {
                    mount(folder, 64).close();
                    return Optional.empty();
                } finally {
                    Files.delete(folder);
                }
            } catch (IOException | UncheckedIOException | IllegalStateException e) {
                return Optional.of(
                        "A tmpfs cannot be mounted (" + e.getMessage() + "). Run as root, with mount allowed.");
            }
        }
    }
}
