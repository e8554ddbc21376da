package dev.talaria.engine.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the shell at one place of a script. Immutable.
 *
 * <p>Directories are a set, because a {@code cd} may fail and what follows then runs where the shell was before.
 *
 * @param directories where the shell may be; none means anywhere
 * @param variables those that the script assigned
 * @param dead whether the shell has left, so that nothing of this state reaches what follows
 */
record ShellState(List<String> directories, Map<String, Argument> variables, boolean dead) {
    private static final int MOST_DIRECTORIES = 8;
    private static final int MOST_VARIABLES = 200;

    ShellState {
        directories = List.copyOf(directories);
        variables = Map.copyOf(variables);
    }

    static ShellState in(String directory) {
        return new ShellState(directory.startsWith("/") ? List.of(directory) : List.of(), Map.of(), false);
    }

    @Nullable
    Argument variable(String name) {
        return variables.get(name);
    }

    ShellState with(String name, Argument value) {
        Map<String, Argument> changed = new HashMap<>(variables);
        if (changed.size() >= MOST_VARIABLES && !changed.containsKey(name)) {
            throw new Unparsable("too many variables");
        }
        changed.put(name, value);
        return new ShellState(directories, changed, dead);
    }

    ShellState at(List<String> elsewhere) {
        return new ShellState(elsewhere, variables, dead);
    }

    ShellState ended() {
        return new ShellState(directories, variables, true);
    }

    /** The state of which nothing is known any more. */
    ShellState forgotten() {
        Map<String, Argument> unknown = new HashMap<>();
        variables.keySet().forEach(name -> unknown.put(name, Argument.many("$" + name)));
        return new ShellState(List.of(), unknown, dead);
    }

    /** What holds if either of both may be. */
    ShellState or(ShellState other) {
        if (other.dead || equals(other)) {
            return this;
        } else if (dead) {
            return other;
        }
        Map<String, Argument> merged = new HashMap<>(variables);
        other.variables.forEach((name, value) -> merged.merge(name, value, Argument::or));
        variables.keySet().stream()
                .filter(name -> !other.variables.containsKey(name))
                .forEach(name -> merged.put(name, Argument.many("$" + name)));
        other.variables.keySet().stream()
                .filter(name -> !variables.containsKey(name))
                .forEach(name -> merged.put(name, Argument.many("$" + name)));
        return new ShellState(mergedDirectories(other), merged, false);
    }

    private List<String> mergedDirectories(ShellState other) {
        if (directories.isEmpty() || other.directories.isEmpty()) {
            return List.of();
        }
        List<String> both = new ArrayList<>(directories);
        other.directories.stream()
                .filter(directory -> !directories.contains(directory))
                .forEach(both::add);
        return both.size() > MOST_DIRECTORIES ? List.of() : both;
    }
}
