package dev.talaria.sandbox.local;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where a command shall run. */
final class WorkingDirectory {
    private WorkingDirectory() {}

    /** Why it cannot be entered; empty if it can. */
    static String problemWith(String cwd, Confinement confinement) {
        String problem = problemWith(cwd);
        return problem.isEmpty() && !confinement.isVisible(ConfinementRules.real(Path.of(cwd)))
                ? "hidden from this sandbox, whose commands work in its workspaces"
                : problem;
    }

    private static String problemWith(String cwd) {
        try {
            Path path = Path.of(cwd);
            if (!path.isAbsolute()) {
                return "not an absolute path";
            }
            if (!Files.exists(path)) {
                return "no such directory";
            }
            if (!Files.isDirectory(path)) {
                return "not a directory";
            }
            return Files.isExecutable(path) ? "" : "permission denied";
        } catch (InvalidPathException e) {
            return LocalFiles.explain(e);
        }
    }
}
