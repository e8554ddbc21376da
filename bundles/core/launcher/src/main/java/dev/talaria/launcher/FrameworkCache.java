package dev.talaria.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Karaf's data directory, which holds copies of the assembly's bundles.
 *
 * <p>Karaf installs its boot features once and never looks at the assembly again: after an update or a rebuild it would
 * run the old bundles. So the directory is thrown away when the assembly is another one than last time.
 */
final class FrameworkCache {
    /** What a first start writes, and some more: measured 45 MB. */
    private static final long NEEDED_BYTES = 64L << 20;

    private final Path data;
    private final Path assembly;

    FrameworkCache(Path data, Path assembly) {
        this.data = data;
        this.assembly = assembly;
    }

    void discardIfStale() throws IOException {
        Path stamp = data.resolve("assembly.stamp");
        String current = fingerprint();
        if (Files.exists(stamp) && Files.readString(stamp).equals(current)) {
            return;
        }
        deleteRecursively(data);
        Files.createDirectories(data);
        HomeCheck.room(data, NEEDED_BYTES);
        Files.writeString(stamp, current);
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
