package dev.talaria.engine.command;

/**
 * Where a script runs.
 *
 * @param home what {@code ~} means
 * @param workspace absolute
 */
record Surroundings(String sandboxId, String home, String workspace) {
    boolean isWorkspace(String path) {
        return Paths.isBelow(path, workspace);
    }
}
