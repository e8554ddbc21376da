package dev.talaria.tools.file;

import org.jspecify.annotations.Nullable;

/** Which files are meant, by their names or by their paths below the tree that is searched. */
final class NameFilter {
    private final String base;
    private final String part;
    private final @Nullable Glob glob;

    private NameFilter(String base, String part, @Nullable Glob glob) {
        this.base = base;
        this.part = part;
        this.glob = glob;
    }

    /** @param pattern with {@code *}, {@code ?}, brackets or a slash, or else a part of a name; empty for every file */
    static NameFilter of(String pattern, String root) throws Refusal {
        String base = root.endsWith("/") ? root : root + "/";
        boolean wild = pattern.chars().anyMatch(c -> "*?[{/".indexOf(c) >= 0);
        return new NameFilter(
                base, pattern, wild ? Glob.of(pattern.startsWith("./") ? pattern.substring(2) : pattern) : null);
    }

    boolean accepts(FoundFile file) {
        String name = SandboxPath.name(file.path());
        if (glob == null) {
            return name.contains(part);
        }
        return glob.matches(name)
                || file.path().startsWith(base) && glob.matches(file.path().substring(base.length()));
    }
}
