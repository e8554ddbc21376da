package dev.talaria.engine.approval;

import dev.talaria.api.approval.Resource;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.engine.sandbox.HostSandbox;
import java.nio.file.Path;

/**
 * Where a call works.
 *
 * @param sandbox its id
 * @param workspace absolute directory
 * @param realWorkspace the same with links resolved
 */
record Place(String sandbox, Path workspace, Path realWorkspace, Isolation isolation) {

    static Place of(String sandbox, String workspace, Isolation isolation) {
        Path path = HostPaths.parse(workspace).orElse(Path.of("/"));
        return new Place(sandbox, path, HostSandbox.is(sandbox) ? HostPaths.real(path) : path, isolation);
    }

    /** Whether a file is in the workspace, by its name and by where its links lead. The root is nobody's workspace. */
    boolean inWorkspace(JudgedEffect judged) {
        return judged.effect().resource().sandboxId().equals(sandbox)
                && realWorkspace.getNameCount() > 0
                && judged.given() != null
                && judged.real() != null
                && (judged.given().startsWith(workspace) || judged.given().startsWith(realWorkspace))
                && judged.real().startsWith(realWorkspace);
    }

    /** Whether an effect stays inside an isolated sandbox, away from every tree that is the host's. */
    boolean isolates(JudgedEffect judged) {
        Resource resource = judged.effect().resource();
        if (!isolation.isolated() || !resource.sandboxId().equals(sandbox)) {
            return false;
        }
        Path file = judged.real();
        // A program may reach every tree of the host that is in the sandbox.
        return file == null
                ? isolation.hostTrees().isEmpty()
                : isolation.hostTrees().stream()
                        .map(Path::of)
                        .noneMatch(tree -> file.startsWith(tree) || resource.isTree() && tree.startsWith(file));
    }
}
