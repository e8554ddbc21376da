package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.support.Scripts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts {@code detached.sh} so that it is no child of Talaria, whose JVM keeps a thread for each child, and has no
 * pipe to it: a shell starts it in a session of its own, waits until it tells its number, and ends.
 */
final class DetachedLauncher {
    private static final long LIMIT_S = 15;
    /** Arguments: setsid, bash, the file with detached.sh, the directory, the size of a part, the command's words. */
    private static final String LAUNCH =
            // Without job control the shell would let the command ignore SIGINT.
            "set -m; \"$1\" \"$2\" --noprofile --norc -- \"${@:3}\" </dev/null >/dev/null 2>\"$4/trouble\" &\n"
                    + "for ((i = 0; i < 1000; i++)); do\n"
                    + "[[ ! -e $4/pid ]] || exit 0; [[ ! -e $4/failed ]] || exit 1; sleep 0.01; done; exit 1";

    private final HostPrograms programs;
    private final Map<String, String> environment;
    private final Confinement confinement;

    DetachedLauncher(HostPrograms programs, Map<String, String> environment, Confinement confinement) {
        this.programs = programs;
        this.environment = environment;
        this.confinement = confinement;
    }

    /** @throws SandboxException if this host has no detached commands, or not this one */
    void check(Command command) {
        if (programs.setsid().isEmpty() || !ProcessTable.isThere()) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "commands in the background need setsid(1) and /proc, which this host does not have",
                    "Run it in the foreground, install util-linux, or choose another sandbox backend.",
                    null);
        }
        String problem = WorkingDirectory.problemWith(command.cwd(), confinement);
        if (!problem.isEmpty()) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    "cannot enter directory " + command.cwd() + ": " + problem,
                    "Give a directory that exists, or make it first.",
                    null);
        }
    }

    /** Returns when it runs. */
    void launch(DetachedDirectory directory, String mark, Command command) throws IOException {
        Path wrapper = directory.path().resolve("detached.sh");
        // As a file it does not fill the host's table of processes.
        OwnerOnly.write(wrapper, Scripts.DETACHED);
        Process launcher = start(directory.path(), wrapper, mark, command);
        try {
            if (!launcher.waitFor(LIMIT_S, TimeUnit.SECONDS) || launcher.exitValue() != 0) {
                throw failed(trouble(directory.path()), null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("interrupted", e);
        } finally {
            launcher.destroyForcibly();
        }
    }

    private Process start(Path directory, Path wrapper, String mark, Command command) {
        List<String> words =
                new ArrayList<>(List.of(programs.bash(), "--noprofile", "--norc", "-c", LAUNCH, "talaria"));
        words.addAll(List.of(programs.setsid().orElseThrow(), programs.bash(), wrapper.toString()));
        words.addAll(List.of(directory.toString(), Integer.toString(DetachedLog.PART_BYTES)));
        words.addAll(confinement.around(ShellWords.of(programs, command)));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(new File(command.cwd()))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PYTHONUNBUFFERED", "1");
        builder.environment().put(DetachedFamily.VARIABLE, mark);
        if (command.terminal()) {
            builder.environment().putAll(CommandEnvironment.TERMINAL);
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw StartFailure.of(command, e);
        }
    }

    private static String trouble(Path directory) {
        try {
            String said = Files.readString(directory.resolve("trouble")).strip();
            return said.isEmpty() ? "its shell ended or hangs before it could begin" : said;
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static SandboxException failed(String why, @Nullable Throwable cause) {
        return new SandboxException(
                SandboxException.Code.CANNOT_START,
                "cannot start a command in the background: " + why,
                "See that the disk of talaria.home is not full and that the user may start more processes.",
                cause);
    }
}
