package dev.talaria.launcher.prepared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A jar of the framework's cache that is a copy of one in the assembly.
 *
 * @param copy below the cache
 * @param original below the assembly's {@code system}
 * @param bytes its size
 * @param seconds when it was changed, since 1970
 */
record ShippedJar(String copy, String original, long bytes, long seconds) {
    private static final String SEPARATOR = "\t";

    static ShippedJar of(String copy, Path system, Path original) throws IOException {
        return new ShippedJar(copy, system.relativize(original).toString(), Files.size(original), changed(original));
    }

    static ShippedJar parse(String line) {
        String[] parts = line.split(SEPARATOR);
        return new ShippedJar(parts[0], parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }

    String line() {
        return String.join(SEPARATOR, copy, original, Long.toString(bytes), Long.toString(seconds));
    }

    /** Whether the assembly still has the same. */
    boolean isIn(Path system) throws IOException {
        Path jar = system.resolve(original);
        return Files.exists(jar) && Files.size(jar) == bytes && changed(jar) == seconds;
    }

    private static long changed(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis() / 1000;
    }
}
