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

    /** As {@link #resolve}, of what the model wrote in an argument. */
    static String checked(String argument, String path, String cwd) throws Refusal {
        if (path.isBlank()) {
            throw new Refusal(argument + " is empty. Give the file, absolute or below the session's directory.");
        }
        if (path.indexOf('\0') >= 0) {
            throw new Refusal(argument + " has a NUL character, which no file name has.");
        }
        if (path.equals("~") || path.startsWith("~/")) {
            throw new Refusal(
                    "~ is not expanded here. Give an absolute path; the terminal tool's 'echo ~' tells the home.");
        }
        return resolve(path, cwd);
    }

    static String parent(String path) {
        return path.substring(0, Math.max(1, path.lastIndexOf('/')));
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Shorter, where it is below a directory; on one line. */
    static String shown(String path, String directory) {
        String prefix = directory.endsWith("/") ? directory : directory + "/";
        String name =
                path.startsWith(prefix) && path.length() > prefix.length() ? path.substring(prefix.length()) : path;
        return name.replace("\n", "\\n").replace("\r", "\\r");
    }
}
