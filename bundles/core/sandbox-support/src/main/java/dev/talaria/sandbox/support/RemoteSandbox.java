package dev.talaria.sandbox.support;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.CommandListener;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.spi.sandbox.Sandbox;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sandbox of whatever can run a program. A backend extends it, gives its {@link Exec}, and says what closing, putting
 * aside and removing mean.
 *
 * <p>Nothing is kept open between commands: each is a bash of its own in a process group of its own. A shell that goes on
 * is a file in the state directory, which the command reads first and writes last.
 */
public abstract class RemoteSandbox implements Sandbox {
    private final String id;
    private final String state;
    private final Exec exec;
    private final RemoteFiles files;
    private final RemoteProcesses processes;
    private final CommandThreads threads;
    private volatile boolean closed;

    /**
     * @param id for messages and names of threads
     * @param state an absolute directory inside for its owner alone; made when it is needed, kept as long as the sandbox's
     *     files
     */
    protected RemoteSandbox(String id, String state, Exec exec) {
        this.id = id;
        this.state = state;
        this.exec = exec;
        this.files = new RemoteFiles(exec);
        this.processes = new RemoteProcesses(exec, state + "/processes");
        this.threads = new CommandThreads(id, exec);
    }

    /**
     * Makes the state directory; called by a backend when the sandbox is new.
     *
     * @throws SandboxException IMAGE, if what is needed inside is not there
     */
    protected final void prepare() {
        Preparation.run(exec, state);
    }

    @Override
    public RunningCommand start(Command command, CommandListener listener, Cancellation cancellation) {
        refuseIfClosed();
        if (cancellation.isCancelled()) {
            return new EndedCommand(new ExitStatus(ExitStatus.INTERRUPTED, ExitStatus.Reason.INTERRUPTED));
        }
        refuseLong(command);
        beforeCommand();
        ShellRun run = ShellRun.create();
        Map<String, String> environment = new HashMap<>(command.environment());
        environment.put("TALARIA_COMMAND", run.token());
        environment.put("TERM", command.terminal() ? "xterm" : "dumb");
        environment.putIfAbsent("PAGER", "cat");
        environment.putIfAbsent("GIT_PAGER", "cat");
        Exec.Launch launch = new Exec.Launch(
                run.words(command, command.cwd(), ShellRun.snapshot(command, state + "/shells"), command.script()),
                environment,
                command.terminal(),
                command.input(),
                Command.ROWS,
                Command.COLUMNS);
        return threads.start(launch, run, command, listener, cancellation);
    }

    private void refuseLong(Command command) {
        int length = command.script().getBytes(StandardCharsets.UTF_8).length;
        if (length > exec.longestWord() || command.script().indexOf('\0') >= 0) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START,
                    length > exec.longestWord()
                            ? "The script has " + length + " bytes; this sandbox takes at most " + exec.longestWord()
                                    + " in one go."
                            : "The script holds a NUL character, which no shell takes.",
                    "Write it to a file first, then run that.",
                    null);
        }
    }

    @Override
    public FileAccess files() {
        return files;
    }

    @Override
    public DetachedCommand startDetached(String commandId, String label, Command command) {
        refuseIfClosed();
        refuseLong(command);
        beforeCommand();
        return processes.start(commandId, label, command);
    }

    @Override
    public List<DetachedCommand> detached() {
        return processes.list();
    }

    @Override
    public String scratch() {
        return state + "/scratch";
    }

    @Override
    public final void close() {
        closed = true;
        threads.close();
        release();
    }

    /**
     * Called before each command, on the thread that starts it.
     *
     * @throws SandboxException if the command cannot be started
     */
    protected void beforeCommand() {}

    /** Gives back what the backend holds. Idempotent; never throws. */
    protected abstract void release();

    private void refuseIfClosed() {
        if (closed) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START, "the sandbox " + id + " is closed", "Try again.", null);
        }
    }
}
