package dev.talaria.shell;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.shell.text.Printable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;

/** {@code sandbox:exec}: one command in a sandbox, as its owner. No gate: whoever may type this may do it. */
@Service
@Command(
        scope = "sandbox",
        name = "exec",
        description = "Runs a bash command in a sandbox, where the agent's commands run.",
        detailedDescription =
                "Example: sandbox:exec docker/web 'ls -la; env'\nFails if the command does not end with 0.")
public final class SandboxExecCommand extends SandboxCommand {
    @Argument(index = 0, name = "sandbox", description = "As in sandbox:list", required = true)
    @Completion(SandboxCompleter.class)
    String sandbox = "";

    @Argument(index = 1, name = "command", description = "For bash", required = true, multiValued = true)
    List<String> command = new ArrayList<>();

    @Option(name = "--cwd", description = "Absolute directory in the sandbox")
    String cwd = "";

    @Option(name = "--timeout", description = "Seconds until it is stopped")
    int timeout = 600;

    @Override
    String run() throws CommandException {
        audited(audit, "sandbox.exec", sandbox);
        return in(sandbox, this::exec);
    }

    private String exec(SandboxLease lease, CancellationSource cancellation) throws CommandException {
        PrintStream console = here(shell).getConsole();
        String directory = cwd.isEmpty() ? directory(lease) : cwd;
        RunningCommand running = lease.start(
                new dev.talaria.api.sandbox.Command(
                        String.join(" ", command), directory, Duration.ofSeconds(Math.max(1, timeout))),
                text -> {
                    console.print(Printable.of(text));
                    console.flush();
                },
                cancellation);
        try {
            return ended(running.await());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("Stopped.", e);
        }
    }

    static String directory(SandboxLease lease) {
        String own = lease.directory();
        return own.isEmpty() ? System.getProperty("user.home") : own;
    }

    private String ended(ExitStatus status) throws CommandException {
        if (status.reason() == ExitStatus.Reason.TIMED_OUT) {
            throw new CommandException("Stopped after " + timeout + " s; --timeout takes more.");
        } else if (status.reason() == ExitStatus.Reason.INTERRUPTED) {
            throw new CommandException("Stopped.");
        } else if (status.reason() == ExitStatus.Reason.LOST) {
            throw new CommandException("The sandbox was lost; nobody knows how the command ended. Try again.");
        } else if (status.code() != 0) {
            throw new CommandException("exit code " + status.code());
        }
        return "";
    }
}
