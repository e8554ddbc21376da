package dev.talaria.launcher.prepared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The framework's cache as it is after a first start, kept in the assembly's {@code prepared}. Jars are not kept twice:
 * {@code jars} says where each lies in {@code system}.
 */
public final class PreparedCache {
    private final Path prepared;
    private final Places places;

    public PreparedCache(Places places) {
        this.prepared = places.assembly().resolve("prepared");
        this.places = places;
    }

    /**
     * Fills a new cache, if it can be what Karaf would make of this home: the home's {@code etc} is the shipped one, and
     * no bundle was changed since.
     *
     * @param data Karaf's data directory, empty
     * @return false if it is not to be used, whatever was copied: then Karaf resolves and installs its boot features itself
     */
    public boolean copyTo(Path data) throws IOException {
        if (!Files.exists(list()) || !places.arePlain() || !isEtcAsShipped()) {
            return false;
        }
        Path target = data.resolve("cache");
        for (Path file : filesBelow(cache())) {
            copy(cache().resolve(file), target.resolve(file));
        }
        for (String line : Files.readAllLines(list())) {
            if (!ShippedJar.parse(line).copy(system(), target)) {
                return false;
            }
        }
        return true;
    }

    private void copy(Path file, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        if (isConfiguration(file)) {
            Files.writeString(target, places.withPaths(Files.readString(file)));
        } else {
            Files.copy(file, target);
        }
    }

    /** A file of ConfigurationAdmin's store, in which paths stand. */
    static boolean isConfiguration(Path file) {
        return file.getFileName().toString().endsWith(".config");
    }

    /** No file that Karaf reads there was changed, added or removed. */
    boolean isEtcAsShipped() throws IOException {
        Path shipped = places.assembly().resolve("etc");
        Path etc = places.home().resolve("etc");
        List<Path> names = filesBelow(shipped);
        if (!names.equals(filesBelow(etc))) {
            return false;
        }
        for (Path name : names) {
            if (Files.mismatch(shipped.resolve(name), etc.resolve(name)) != -1) {
                return false;
            }
        }
        return true;
    }

    Path cache() {
        return prepared.resolve("cache");
    }

    /** Written last, so that one that is not complete is never used. */
    Path list() {
        return prepared.resolve("jars");
    }

    Path system() {
        return places.assembly().resolve("system");
    }

    static List<Path> filesBelow(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(directory::relativize)
                    .sorted()
                    .toList();
        }
    }
}
