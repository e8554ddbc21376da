package dev.talaria.tools.file;

import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.api.tool.ToolContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks by a program of the sandbox, if it is there.
 *
 * <p>These are commands, and yet no effect EXECUTE is declared: the commands are fixed, they parse the file and never run
 * it, and nothing of the workspace has a say in them. Python ({@code -I -S}) and Node (no {@code NODE_OPTIONS}) load no
 * modules from the current directory, bash ({@code -n}) reads no startup file, and the directory is the root.
 */
final class ProgramChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_SANDBOXES = 100;
    private static final int MESSAGE_CHARS = 300;
    private static final int OUTPUT_CHARS = 20_000;

    private static final String PROBE =
            "for p in python3 node bash; do command -v $p >/dev/null && echo $p; done; true";

    /** The file comes as one quoted word behind. */
    private static final Map<String, String> SCRIPTS = Map.of(
            "python3",
            """
            python3 -I -S -c 'import ast, sys
            try:
                ast.parse(open(sys.argv[1], "rb").read())
            except (SyntaxError, ValueError) as e:
                print("line %s: %s" % (getattr(e, "lineno", "?"), getattr(e, "msg", None) or e))
                sys.exit(1)' \
            """,
            "node",
            "env -u NODE_OPTIONS node --check ",
            "bash",
            "env -u BASH_ENV -u ENV bash --noprofile --norc -n ");

    private final Map<String, Set<String>> programsOfSandboxes = new LinkedHashMap<>();

    String outcome(String program, String path, ToolContext context) {
        try {
            if (!programs(context).contains(program)) {
                return "";
            }
            StringBuilder output = new StringBuilder();
            ExitStatus status = run(SCRIPTS.get(program) + quoted(path), output, context);
            if (status.reason() == ExitStatus.Reason.TIMED_OUT) {
                return "syntax not checked: " + program + " took longer than " + PATIENCE.toSeconds() + " s";
            }
            if (status.reason() != ExitStatus.Reason.EXITED) {
                return "syntax not checked: " + program + " was stopped";
            }
            return status.code() == 0
                    ? "syntax ok (" + program + ")"
                    : "syntax error (" + program + "): " + message(output.toString(), path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "syntax not checked: stopped";
        } catch (SandboxException e) {
            return "";
        }
    }

    private Set<String> programs(ToolContext context) throws InterruptedException {
        String sandbox = context.sandbox().id();
        synchronized (programsOfSandboxes) {
            Set<String> known = programsOfSandboxes.get(sandbox);
            if (known != null) {
                return known;
            }
        }
        StringBuilder output = new StringBuilder();
        ExitStatus status = run(PROBE, output, context);
        Set<String> found = output.toString().lines().map(String::strip).collect(Collectors.toUnmodifiableSet());
        if (status.reason() == ExitStatus.Reason.EXITED) {
            synchronized (programsOfSandboxes) {
                if (programsOfSandboxes.size() >= MOST_SANDBOXES) {
                    programsOfSandboxes.clear();
                }
                programsOfSandboxes.put(sandbox, found);
            }
        }
        return found;
    }

    private static ExitStatus run(String script, StringBuilder output, ToolContext context)
            throws InterruptedException {
        SandboxLease sandbox = context.sandbox();
        return sandbox.start(
                        new Command(script, "/", PATIENCE),
                        text -> output.append(
                                text,
                                0,
                                Math.min(text.length(), OUTPUT_CHARS - Math.min(OUTPUT_CHARS, output.length()))),
                        context.cancellation())
                .await();
    }

    /** One line: of the lines that say something, the one that names the line, and the one that names the error. */
    private static String message(String output, String path) {
        String said = Arrays.stream(output.replace(path, SandboxPath.name(path)).split("\n"))
                .map(String::strip)
                .filter(line -> line.matches("(?i).*(error|line ?\\d|:\\d+).*"))
                .filter(line -> !line.startsWith("at "))
                .limit(2)
                .collect(Collectors.joining(" "));
        return said.length() <= MESSAGE_CHARS ? said : said.substring(0, MESSAGE_CHARS) + "…";
    }

    private static String quoted(String path) {
        return "'" + path.replace("'", "'\\''") + "'";
    }
}
