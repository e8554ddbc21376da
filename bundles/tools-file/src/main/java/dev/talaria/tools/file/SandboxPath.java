package dev.talaria.tools.file;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths in a sandbox: always {@code /}-separated, whatever this host has. */
final class SandboxPath {
    private SandboxPath() {}

    /** Absolute and normalised; {@code ..} is taken by name and never leads above the root. */
    static String resolve(String path, String cwd) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : (path.startsWith("/") ? path : cwd + "/" + path).split("/")) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return "/" + String.join("/", names);
    }

    static String parent(String path) {
        return path.substring(0, Math.max(1, path.lastIndexOf('/')));
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
