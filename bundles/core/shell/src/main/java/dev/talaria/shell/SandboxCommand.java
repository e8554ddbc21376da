package dev.talaria.shell;

import dev.talaria.api.audit.Audit;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.api.sandbox.Sandboxes;
import dev.talaria.shell.text.Printable;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Signal;
import org.apache.karaf.shell.api.console.SignalListener;
import org.apache.karaf.shell.api.console.Terminal;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** A command that does something with a sandbox. */
abstract class SandboxCommand extends AdminCommand {
    @Reference(optional = true)
    @Nullable
    Sandboxes sandboxes;

    @Reference(optional = true)
    @Nullable
    Audit audit;

    /** What is done with a sandbox until it is over, or Ctrl-C. */
    @FunctionalInterface
    interface Work {
        String with(SandboxLease sandbox, CancellationSource cancellation) throws CommandException;
    }

    final Sandboxes sandboxes() throws CommandException {
        return here(sandboxes);
    }

    /** Says on the console how far the opening is, and stops it at Ctrl-C. */
    final String in(String choice, Work work) throws CommandException {
        PrintStream console = here(shell).getConsole();
        Terminal terminal = here(shell).getTerminal();
        try (CancellationSource cancellation = new CancellationSource()) {
            SignalListener onInterrupt = signal -> cancellation.cancel("Ctrl-C");
            if (terminal != null) {
                terminal.addSignalListener(onInterrupt, Signal.INT);
            }
            try {
                SandboxLease sandbox =
                        sandboxes().lease(choice, text -> console.println(Printable.exactly(text)), cancellation);
                return work.with(sandbox, cancellation);
            } finally {
                if (terminal != null) {
                    terminal.removeSignalListener(onInterrupt);
                }
            }
        }
    }
}
