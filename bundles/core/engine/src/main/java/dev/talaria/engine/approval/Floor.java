package dev.talaria.engine.approval;

import dev.talaria.api.approval.Decision;
import dev.talaria.api.approval.EffectClass;
import dev.talaria.api.approval.Resource;
import java.io.IOException;
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
        closed.add(real(absolute));
    }

    /** DENY inside the floor, ASK for a tree around it, else ALLOW. Only files of the host are Talaria's own. */
    Decision judge(Resource resource) {
        if (!resource.sandboxId().equals("local")) {
            return new Decision(Decision.Verdict.ALLOW, EffectClass.READ, Decision.TABLE, "");
        }
        Path given = Path.of(resource.path()).normalize();
        Path resolved = real(given);
        for (Path part : closed) {
            if (given.startsWith(part) || resolved.startsWith(part)) {
                return new Decision(
                        Decision.Verdict.DENY,
                        EffectClass.FLOOR,
                        Decision.FLOOR,
                        resource.path() + " belongs to Talaria itself; no tool may touch it");
            }
        }
        for (Path part : closed) {
            if (resource.isTree() && (part.startsWith(given) || part.startsWith(resolved))) {
                return new Decision(
                        Decision.Verdict.ASK,
                        EffectClass.WRITE_OUTSIDE,
                        Decision.TABLE,
                        "the tree " + resource.path() + " holds Talaria's own files");
            }
        }
        return new Decision(Decision.Verdict.ALLOW, EffectClass.READ, Decision.TABLE, "");
    }

    /** The path with links resolved, as far as it exists. */
    private static Path real(Path path) {
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
