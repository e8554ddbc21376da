package dev.talaria.sandbox.support.sync;

import java.nio.file.Path;

/**
 * A directory that is kept the same here and in a sandbox.
 *
 * @param host absolute
 * @param remote in the sandbox: absolute, or from {@code ~/} on
 * @param readOnly whether nothing comes back
 */
public record SyncedDirectory(Path host, String remote, boolean readOnly) {
    private static final String READ_ONLY = ":ro";

    /**
     * @param text {@code here:there}, or {@code here:there:ro}
     * @param home for a {@code ~} here
     * @param workspace directory in the sandbox, for what is not absolute there
     * @throws IllegalArgumentException saying what is wrong
     */
    public static SyncedDirectory parse(String text, Path home, String workspace) {
        boolean readOnly = text.endsWith(READ_ONLY);
        String paths = readOnly ? text.substring(0, text.length() - READ_ONLY.length()) : text;
        int colon = paths.indexOf(':');
        if (colon <= 0 || colon == paths.length() - 1 || paths.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("'" + text + "' is not here:there or here:there:ro");
        }
        String here = paths.substring(0, colon);
        Path host = home.resolve(here.startsWith("~/") ? here.substring(2) : here);
        String there = paths.substring(colon + 1);
        boolean absolute = there.startsWith("/") || there.startsWith("~/");
        return new SyncedDirectory(host, absolute ? there : workspace + "/" + there, readOnly);
    }
}
