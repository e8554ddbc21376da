package dev.talaria.shell;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxLease;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.NonBlockingReader;

/** {@code sandbox:shell}: this terminal in the agent's own sandbox. */
@Service
@Command(
        scope = "sandbox",
        name = "shell",
        description = "Opens a shell on this terminal in a sandbox, where the agent's commands run.",
        detailedDescription = "Example: sandbox:shell docker/web\nIt ends with exit or Ctrl-D; Ctrl-C is the shell's.")
public final class SandboxShellCommand extends SandboxCommand {
    private static final Duration AS_LONG_AS_IT_LIKES = Duration.ofDays(30);
    private static final long LOOK_MS = 50;

    @Argument(index = 0, name = "sandbox", description = "As in sandbox:list", required = true)
    @Completion(SandboxCompleter.class)
    String sandbox = "";

    @Override
    String run() throws CommandException {
        if (!(here(shell).get(".jline.terminal") instanceof Terminal terminal)) {
            throw new CommandException(
                    "A shell needs a terminal, and none is here. Use sandbox:exec SANDBOX 'command'.");
        }
        audited(audit, "sandbox.shell", sandbox);
        return in(sandbox, (lease, cancellation) -> {
            try {
                return session(lease, terminal);
            } catch (IOException e) {
                throw new CommandException("The terminal failed: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandException("Stopped.", e);
            }
        });
    }

    private String session(SandboxLease lease, Terminal terminal)
            throws IOException, InterruptedException, CommandException {
        String directory = SandboxExecCommand.directory(lease);
        terminal.writer().println("A shell in " + lease.id() + ", " + directory + ". It ends with exit.");
        terminal.flush();
        // Not stopped by Ctrl-C: that goes to what runs in the shell.
        try (CancellationSource stop = new CancellationSource()) {
            dev.talaria.api.sandbox.Command command =
                    new dev.talaria.api.sandbox.Command(script(terminal), directory, AS_LONG_AS_IT_LIKES);
            RunningCommand running = lease.start(
                    command.inTerminal().withInput(),
                    text -> {
                        terminal.writer().write(text);
                        terminal.flush();
                    },
                    stop);
            return typed(running, terminal);
        }
    }

    /** The shell's terminal has the size of this one from its beginning. */
    private static String script(Terminal terminal) {
        return "stty rows " + terminal.getHeight() + " cols " + terminal.getWidth() + " 2>/dev/null; exec bash -i";
    }

    /** Every key is the shell's, those too that are signals elsewhere. */
    private static Attributes passOnKeys(Terminal terminal) {
        Attributes before = terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
        return before;
    }

    /** Passes on what is typed until the shell ends. */
    private static String typed(RunningCommand running, Terminal terminal) throws IOException, InterruptedException {
        Attributes before = passOnKeys(terminal);
        SignalHandler resized =
                terminal.handle(Signal.WINCH, signal -> running.resize(terminal.getHeight(), terminal.getWidth()));
        Waiting waiting = new Waiting(running);
        try {
            OutputStream input = running.input();
            while (!waiting.ended()) {
                int typed = terminal.reader().read(LOOK_MS);
                if (typed == NonBlockingReader.EOF) {
                    running.kill();
                    break;
                } else if (typed != NonBlockingReader.READ_EXPIRED) {
                    send(input, new String(Character.toChars(typed)));
                }
            }
            waiting.join();
            return "";
        } finally {
            running.kill();
            terminal.handle(Signal.WINCH, resized);
            terminal.setAttributes(before);
        }
    }

    private static void send(OutputStream input, String text) {
        try {
            input.write(text.getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            // The shell has ended, which is seen next.
        }
    }

    /** Sees the end of the shell while another thread reads what is typed. */
    private static final class Waiting implements Runnable {
        private final RunningCommand running;
        private final Thread thread = new Thread(this, "talaria-sandbox-shell");

        Waiting(RunningCommand running) {
            this.running = running;
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void run() {
            try {
                running.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        boolean ended() {
            return !thread.isAlive();
        }

        void join() throws InterruptedException {
            thread.join();
        }
    }
}
