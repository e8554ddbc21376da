package dev.talaria.engine.approval;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What no tool may touch and nobody can allow: the parts of {@code TALARIA_HOME} that hold keys, configuration, code and
 * the journal, and the assembly. Paths are compared as given and with every link resolved.
 *
 * <p>This keeps an honest model from mishaps. Against a hostile one only an isolated sandbox does.
 */
public final class Floor {
    private static final List<String> PARTS = List.of("etc", "deploy", "keys", "store", "blobs");

    private final List<Path> closed = new ArrayList<>();

    /**
     * @param home {@code TALARIA_HOME}
     * @param assembly the distribution, or the home again where there is none
     */
    public Floor(Path home, Path assembly) {
        PARTS.forEach(part -> close(home.resolve(part)));
        if (!assembly.equals(home)) {
            close(assembly);
        }
    }

    private void close(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        closed.add(absolute);
        closed.add(HostPaths.real(absolute));
    }

    boolean holds(Path path) {
        return closed.stream().anyMatch(path::startsWith);
    }

    /** Whether some of it lies below. */
    boolean isBelow(Path tree) {
        return closed.stream().anyMatch(part -> part.startsWith(tree));
    }
}
