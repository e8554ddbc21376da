package dev.talaria.checkpoint.git;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.jspecify.annotations.Nullable;

/** The {@code .gitignore} files from the root of the workspace down to one directory. */
final class IgnoreRules {
    static final String FILE = ".gitignore";

    /** A workspace writes these files: neither their size nor a pattern that backtracks without end may hold us up. */
    static final int MOST_BYTES = 256 * 1024;

    private static final int MOST_STARS = 4;
    private static final int MOST_PATTERN = 512;

    private final @Nullable IgnoreRules outer;
    private final String folder;
    private final IgnoreNode node;

    private IgnoreRules(@Nullable IgnoreRules outer, String folder, IgnoreNode node) {
        this.outer = outer;
        this.folder = folder;
        this.node = node;
    }

    static IgnoreRules none() {
        return new IgnoreRules(null, "", new IgnoreNode());
    }

    /** Adds the rules of a directory; they win over those further up. */
    IgnoreRules with(String folderPrefix, byte[] text) throws IOException {
        IgnoreNode inner = new IgnoreNode();
        inner.parse(new ByteArrayInputStream(harmless(text)));
        return new IgnoreRules(this, folderPrefix, inner);
    }

    boolean ignores(String path, boolean directory) {
        for (IgnoreRules rules = this; rules != null; rules = rules.outer) {
            Boolean ignored = rules.node.checkIgnored(path.substring(rules.folder.length()), directory);
            if (ignored != null) {
                return ignored;
            }
        }
        return false;
    }

    /** Without the patterns that can take exponential time: what they would have ignored is kept. */
    private static byte[] harmless(byte[] text) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        new String(text, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.length() <= MOST_PATTERN
                        && line.chars().filter(c -> c == '*').count() <= MOST_STARS)
                .forEach(line -> kept.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8)));
        return kept.toByteArray();
    }
}
