package dev.talaria.api.tool;

import java.util.List;
import java.util.Optional;

/**
 * The tools at one moment. Immutable; a change makes a new catalog.
 *
 * @param generation grows with every change
 * @param tools the tools that can be called, sorted by name
 */
public record ToolCatalog(long generation, List<Entry> tools) {
    public ToolCatalog {
        tools = List.copyOf(tools);
    }

    /**
     * One registered tool.
     *
     * @param bundle symbolic name and version of the bundle that brought it
     * @param problem why it cannot be called; empty if it can. The loser of a name clash is listed with the reason
     */
    public record Entry(ToolSpec spec, String bundle, String problem) {
        public boolean callable() {
            return problem.isEmpty();
        }
    }

    public Optional<ToolSpec> find(String name) {
        return tools.stream()
                .filter(Entry::callable)
                .map(Entry::spec)
                .filter(spec -> spec.name().equals(name))
                .findFirst();
    }

    /** The callable tools, sorted by name. */
    public List<ToolSpec> callable() {
        return tools.stream().filter(Entry::callable).map(Entry::spec).toList();
    }
}
