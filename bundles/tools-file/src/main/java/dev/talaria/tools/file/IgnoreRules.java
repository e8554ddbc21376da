package dev.talaria.tools.file;

import java.util.ArrayList;
import java.util.List;

/**
 * What the {@code .gitignore} files on the way down say: of the rules that match the last one counts. Known are comments,
 * negation, rules for directories only, rules anchored by a slash, and {@code **}; not known are files outside the tree
 * that is searched, and {@code .git/info/exclude}.
 */
final class IgnoreRules {
    static final String FILE = ".gitignore";
    private static final int MOST_RULES = 2_000;
    static final IgnoreRules NONE = new IgnoreRules(List.of());

    private final List<Rule> rules;

    /** @param base the directory of the file that has the rule, with a final slash */
    private record Rule(String base, Glob glob, boolean anchored, boolean directoriesOnly, boolean negated) {
        boolean matches(String path, boolean directory) {
            if (directoriesOnly && !directory || !path.startsWith(base)) {
                return false;
            }
            return glob.matches(anchored ? path.substring(base.length()) : SandboxPath.name(path));
        }
    }

    private IgnoreRules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** With the rules of one more file, which go before the others. */
    IgnoreRules and(String directory, String text) {
        List<Rule> all = new ArrayList<>(rules);
        String base = directory.endsWith("/") ? directory : directory + "/";
        for (String line : text.lines().toList()) {
            String rule = line.stripTrailing();
            if (!rule.isEmpty() && !rule.startsWith("#") && all.size() < MOST_RULES) {
                add(all, base, rule);
            }
        }
        return new IgnoreRules(all);
    }

    private static void add(List<Rule> rules, String base, String line) {
        boolean negated = line.startsWith("!");
        String glob = negated ? line.substring(1) : line;
        boolean directoriesOnly = glob.endsWith("/");
        glob = directoriesOnly ? glob.substring(0, glob.length() - 1) : glob;
        boolean anchored = glob.contains("/");
        glob = glob.startsWith("/") ? glob.substring(1) : glob;
        try {
            rules.add(new Rule(base, Glob.of(glob), anchored, directoriesOnly, negated));
        } catch (Refusal e) {
            // Git has no use for it either.
            return;
        }
    }

    boolean ignores(String path, boolean directory) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            if (rules.get(i).matches(path, directory)) {
                return !rules.get(i).negated;
            }
        }
        return false;
    }
}
