package dev.talaria.sandbox.singularity;

import dev.talaria.sandbox.support.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file or folder of the host that is inside too. */
record Bind(String host, String inside, boolean readOnly) {

    /** @throws dev.talaria.api.sandbox.SandboxException CANNOT_START, if one of them is malformed */
    static List<Bind> of(Options options) {
        return options.list("binds").stream().map(text -> parse(options, text)).toList();
    }

    private static Bind parse(Options options, String text) {
        String[] parts = text.split(":", -1);
        boolean readOnly = parts.length == 3 && parts[2].equals("ro");
        boolean writable = parts.length == 2 || parts.length == 3 && parts[2].equals("rw");
        if (!readOnly && !writable || !isPath(parts[0]) || !isPath(parts[1]) || parts[1].equals("/")) {
            throw options.unusable(
                    "binds = '" + text + "' is not HOST:INSIDE or HOST:INSIDE:ro with absolute paths",
                    "Correct binds; paths with a colon or a comma cannot be given.");
        }
        return new Bind(parts[0], parts[1], readOnly);
    }

    private static boolean isPath(String text) {
        return text.startsWith("/") && !List.of(text.split("/")).contains("..");
    }

    /** @throws dev.talaria.api.sandbox.SandboxException CANNOT_START, if the host has no such file */
    void check(Options options) {
        if (!Files.exists(Path.of(host))) {
            throw options.unusable("binds: there is no " + host + " on this host", "Make it, or correct binds.");
        }
    }

    String argument() {
        return host + ":" + inside + (readOnly ? ":ro" : "");
    }
}
