package dev.talaria.launcher;

import dev.talaria.launcher.prepared.Places;
import dev.talaria.launcher.prepared.PreparedCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Karaf's data directory, which holds copies of the assembly's bundles.
 *
 * <p>Karaf installs its boot features once and never looks at the assembly again: after an update or a rebuild it would
 * run the old bundles. So the directory is thrown away when the assembly is another one than last time. The next one is
 * complete before it gets its name: one that a crash left behind half filled is never used.
 */
final class FrameworkCache {
    /** What a first start writes, and some more: measured 45 MB. */
    private static final long NEEDED_BYTES = 64L << 20;

    private final Path data;
    private final Path assembly;
    private final PreparedCache prepared;

    FrameworkCache(Path data, Places places) {
        this.data = data;
        this.assembly = places.assembly();
        this.prepared = new PreparedCache(places);
    }

    void discardIfStale() throws IOException {
        Path stamp = data.resolve("assembly.stamp");
        String current = fingerprint();
        if (Files.exists(stamp) && Files.readString(stamp).equals(current)) {
            return;
        }
        Files.deleteIfExists(stamp);
        deleteRecursively(data);
        Path next = data.resolveSibling(data.getFileName() + ".new");
        deleteRecursively(next);
        Files.createDirectories(next);
        HomeCheck.room(next, NEEDED_BYTES);
        if (!prepared.copyTo(next)) {
            deleteRecursively(next);
            Files.createDirectories(next);
        }
        Files.writeString(next.resolve(stamp.getFileName()), current);
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Name, size and time of everything that can be installed, and where it lies. */
    private String fingerprint() throws IOException {
        Path system = assembly.resolve("system");
        try (Stream<Path> files =
                Files.find(system, Integer.MAX_VALUE, (path, attributes) -> attributes.isRegularFile())) {
            List<Path> sorted = files.sorted().toList();
            StringBuilder text = new StringBuilder(assembly.toString()).append('\n');
            for (Path file : sorted) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                text.append(system.relativize(file))
                        .append(' ')
                        .append(attributes.size())
                        .append(' ');
                text.append(attributes.lastModifiedTime().toMillis()).append('\n');
            }
            return text.toString();
        }
    }

    private static void deleteRecursively(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
