package dev.talaria.launcher.prepared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Entry point for the build: {@code Preparation HOME DATA ASSEMBLY} keeps, in the assembly, what the first start of a home
 * has left in its data directory. That instance has ended.
 */
public final class Preparation {
    private static final int EXIT_FAILED = 1;

    private final Path from;
    private final Places places;
    private final PreparedCache prepared;

    Preparation(Path data, Places places) {
        this.from = data.resolve("cache");
        this.places = places;
        this.prepared = new PreparedCache(places);
    }

    public static void main(String[] arguments) {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        Path data = Path.of(arguments[1]).toAbsolutePath();
        Path assembly = Path.of(arguments[2]).toAbsolutePath();
        try {
            new Preparation(data, new Places(home, assembly)).keep();
        } catch (IOException e) {
            System.err.println("talaria: the first start cannot be prepared: " + e.getMessage());
            System.exit(EXIT_FAILED);
        }
    }

    /** @throws IOException also if the start has changed {@code etc}, which a copy of the cache alone would not repeat */
    void keep() throws IOException {
        if (!places.arePlain()) {
            System.err.println("talaria: the first start is not prepared: there are special characters in "
                    + places.home() + " or " + places.assembly());
            return;
        }
        if (!prepared.isEtcAsShipped()) {
            throw new IOException("it changes " + places.home().resolve("etc"));
        }
        List<Path> originals = jarsIn(prepared.system());
        List<String> lines = new ArrayList<>();
        for (Path file : PreparedCache.filesBelow(from)) {
            Path original = isJar(file) ? same(from.resolve(file), originals) : null;
            if (original != null) {
                lines.add(ShippedJar.of(file, prepared.system(), original).line());
            } else if (!file.endsWith("cache.lock")) {
                copy(from.resolve(file), prepared.cache().resolve(file));
            }
        }
        Files.write(prepared.list(), lines);
    }

    private void copy(Path file, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        if (PreparedCache.isConfiguration(file)) {
            Files.writeString(target, places.withoutPaths(Files.readString(file)));
        } else {
            Files.copy(file, target);
        }
    }

    private static List<Path> jarsIn(Path system) throws IOException {
        return PreparedCache.filesBelow(system).stream()
                .filter(Preparation::isJar)
                .toList();
    }

    /** @return null if there is none */
    private Path same(Path jar, List<Path> originals) throws IOException {
        for (Path original : originals) {
            Path file = prepared.system().resolve(original);
            if (Files.size(file) == Files.size(jar) && Files.mismatch(file, jar) == -1) {
                return original;
            }
        }
        return null;
    }

    private static boolean isJar(Path file) {
        return file.getFileName().toString().endsWith(".jar");
    }
}
