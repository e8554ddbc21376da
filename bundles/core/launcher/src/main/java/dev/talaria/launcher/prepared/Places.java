package dev.talaria.launcher.prepared;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The two directories whose paths stand in stored configurations.
 *
 * @param home the user's, absolute
 * @param assembly absolute
 */
public record Places(Path home, Path assembly) {
    /** Without a character that a configuration or a URI would escape. */
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9/._+-]+");

    private static final String HOME = "@talaria.home@";
    private static final String ASSEMBLY = "@talaria.assembly@";

    boolean arePlain() {
        return PLAIN.matcher(home.toString()).matches()
                && PLAIN.matcher(assembly.toString()).matches();
    }

    String withoutPaths(String text) {
        return text.replace(home.toString(), HOME).replace(assembly.toString(), ASSEMBLY);
    }

    String withPaths(String text) {
        return text.replace(HOME, home.toString()).replace(ASSEMBLY, assembly.toString());
    }
}
