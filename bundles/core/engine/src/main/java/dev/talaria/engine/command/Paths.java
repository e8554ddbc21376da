package dev.talaria.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Paths as text; links are not looked at, the gate does that. */
final class Paths {
    private static final Pattern BLOCK_DEVICE = Pattern.compile(
            "/dev/(?:(?:sd|nvme|vd|xvd|hd|mmcblk|disk|dm-|loop|md|nbd|ram|mapper|mem|kmem|port|root|by-).*|block/.*)");
    private static final Pattern STREAM =
            Pattern.compile("/dev/(?:null|zero|full|tty|std(?:in|out|err)|fd/[0-9]+)|/proc/self/fd/[0-2]");
    private static final Set<String> SYSTEM = Set.of(
            "home",
            "root",
            "etc",
            "usr",
            "var",
            "bin",
            "sbin",
            "boot",
            "lib",
            "lib32",
            "lib64",
            "libx32",
            "opt",
            "dev",
            "proc",
            "sys",
            "run",
            "srv",
            "mnt",
            "media",
            "Users",
            "System",
            "Library",
            "Applications");
    private static final Set<String> BELOW_USR_AND_VAR =
            Set.of("bin", "sbin", "lib", "lib64", "share", "local", "include", "log", "libexec", "spool", "mail");

    private Paths() {}

    /** The absolute path, without empty names and dots. */
    static String resolved(String path, String directory) {
        List<String> names = new ArrayList<>();
        for (String name : (path.startsWith("/") ? path : directory + "/" + path).split("/")) {
            if (name.equals("..")) {
                if (!names.isEmpty()) {
                    names.remove(names.size() - 1);
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return "/" + String.join("/", names);
    }

    static boolean isBelow(String path, String directory) {
        return path.equals(directory) || path.startsWith(directory.endsWith("/") ? directory : directory + "/");
    }

    /** Where a write or read touches nothing that stays. */
    static boolean isStream(String path) {
        return isSpecial(path) && STREAM.matcher(path).matches();
    }

    static boolean isDevice(String path) {
        return path.startsWith("/dev/") && !path.startsWith("/dev/shm/");
    }

    static boolean isBlockDevice(String path) {
        return isSpecial(path) && BLOCK_DEVICE.matcher(path).matches();
    }

    /** Whether the host does not work any more without the tree. */
    static boolean isVital(String path, String home) {
        String[] names = path.substring(1).split("/");
        if (path.equals("/") || path.equals(home) || isBelow(home, path)) {
            return true;
        }
        boolean system = SYSTEM.contains(names[0]);
        return names.length == 1 && system
                || names.length == 2 && (names[0].equals("home") || names[0].equals("Users"))
                || names.length == 2 && Set.of("usr", "var").contains(names[0]) && BELOW_USR_AND_VAR.contains(names[1])
                || Set.of("bin", "sbin", "boot", "lib", "lib64", "dev", "proc", "sys")
                        .contains(names[0]);
    }

    /** {@code host} and {@code port} of {@code /dev/tcp/host/port}. */
    static Optional<String> socket(String path) {
        if (!isSpecial(path)) {
            return Optional.empty();
        }
        String[] names = path.split("/");
        boolean socket =
                names.length == 5 && path.startsWith("/dev/") && (names[2].equals("tcp") || names[2].equals("udp"));
        return socket ? Optional.of(names[3] + ":" + names[4]) : Optional.empty();
    }

    private static boolean isSpecial(String path) {
        return path.startsWith("/dev/") || path.startsWith("/proc/");
    }
}
