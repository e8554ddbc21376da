package dev.talaria.shell;

import dev.talaria.api.base.CancellationSource;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Signal;
import org.apache.karaf.shell.api.console.SignalListener;
import org.apache.karaf.shell.api.console.Terminal;
import org.jspecify.annotations.Nullable;

/** Ctrl-C in a Karaf shell stops the turn that its command runs. */
final class ShellInterrupt implements AutoCloseable {
    private final CancellationSource cancellation = new CancellationSource();
    private final SignalListener listener = signal -> cancellation.cancel("Ctrl-C");
    private final @Nullable Terminal terminal;

    ShellInterrupt(Session shell) {
        terminal = shell.getTerminal();
        if (terminal != null) {
            terminal.addSignalListener(listener, Signal.INT);
        }
    }

    CancellationSource cancellation() {
        return cancellation;
    }

    @Override
    public void close() {
        if (terminal != null) {
            terminal.removeSignalListener(listener);
        }
        cancellation.close();
    }
}
