package dev.talaria.launcher.prepared;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * A jar of the framework's cache that is a copy of one in the assembly.
 *
 * @param copy below the cache
 * @param original below the assembly's {@code system}
 * @param checksum CRC-32 of the content; times do not survive every archive
 */
record ShippedJar(String copy, String original, long checksum) {
    private static final String SEPARATOR = "\t";
    private static final int BUFFER_BYTES = 1 << 16;

    static ShippedJar of(Path copy, Path system, Path original) throws IOException {
        long checksum = copied(system.resolve(original), OutputStream.nullOutputStream());
        return new ShippedJar(copy.toString(), original.toString(), checksum);
    }

    static ShippedJar parse(String line) {
        String[] parts = line.split(SEPARATOR);
        return new ShippedJar(parts[0], parts[1], Long.parseLong(parts[2]));
    }

    String line() {
        return String.join(SEPARATOR, copy, original, Long.toString(checksum));
    }

    /** @return false if the assembly has another one now, or none */
    boolean copy(Path system, Path cache) throws IOException {
        Path jar = system.resolve(original);
        Path target = cache.resolve(copy);
        if (!Files.exists(jar)) {
            return false;
        }
        Files.createDirectories(target.getParent());
        try (OutputStream output = Files.newOutputStream(target)) {
            return copied(jar, output) == checksum;
        }
    }

    private static long copied(Path file, OutputStream output) throws IOException {
        CRC32 sum = new CRC32();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream input = Files.newInputStream(file)) {
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                sum.update(buffer, 0, count);
                output.write(buffer, 0, count);
            }
        }
        return sum.getValue();
    }
}
