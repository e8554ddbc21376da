package dev.talaria.engine.approval;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Paths as the gate judges them. A sandbox of another kind names its files alike. */
final class HostPaths {
    private HostPaths() {}

    /** Empty if the text cannot be the absolute path of a file. */
    static Optional<Path> parse(String text) {
        try {
            Path path = Path.of(text);
            return path.isAbsolute() ? Optional.of(path.normalize()) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The path with links resolved, as far as it exists. */
    static Path real(Path path) {
        for (Path existing = path; existing != null; existing = existing.getParent()) {
            try {
                return existing.toRealPath().resolve(existing.relativize(path)).normalize();
            } catch (IOException e) {
                // does not exist (yet); its parent may
            }
        }
        return path;
    }
}
