package dev.talaria.sandbox.singularity;

import dev.talaria.api.sandbox.SandboxException;
import java.util.Locale;

/** Why an instance did not start, in the words of the program, and what to do about it. */
final class StartFailure {
    private StartFailure() {}

    static SandboxException of(Settings settings, HostProcess.Outcome started) {
        String said = reason(started.text());
        String lower = said.toLowerCase(Locale.ROOT);
        if (settings.limited() && lower.contains("cgroup")) {
            return failure(
                    "This host does not let memory or cpus be limited: " + said,
                    "Set memory and cpus to 0, or give this user control groups (v2, delegated by systemd).");
        }
        if (!settings.network() && (lower.contains("network") || lower.contains("cni"))) {
            return failure(
                    "This host does not let the network be switched off: " + said,
                    "Let an administrator allow it ('allow net users' in apptainer.conf), or set network = true if the"
                            + " commands may use the network.");
        }
        if (lower.contains("image") || lower.contains("squashfs") || lower.contains("/.singularity.d/actions/start")) {
            return new SandboxException(
                    SandboxException.Code.IMAGE,
                    "The image " + settings.image() + " cannot be used: " + said,
                    "Give a .sif file, a folder that was made with 'apptainer build --sandbox', or docker://NAME:TAG.",
                    null);
        }
        return failure(
                "The instance could not be started: " + said,
                lower.contains("user namespace") || lower.contains("uid map") || lower.contains("fuse")
                        ? "sandbox:doctor says what this host lacks for users without rights."
                        : "sandbox:doctor says what is wrong with this host.");
    }

    private static SandboxException failure(String what, String remedy) {
        return new SandboxException(SandboxException.Code.CANNOT_START, what, remedy, null);
    }

    /** The first failure that it told; the later ones follow from it. */
    static String reason(String text) {
        return text.lines()
                .filter(line -> line.startsWith("FATAL:"))
                .findFirst()
                .or(() -> text.lines().filter(line -> line.startsWith("ERROR:")).findFirst())
                .map(line -> line.substring(6).strip())
                .orElse(text.isEmpty() ? "it said nothing" : text);
    }
}
