package dev.talaria.sandbox.local;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.CommandListener;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.support.EndedCommand;
import dev.talaria.sandbox.support.ShellRun;
import dev.talaria.spi.sandbox.Sandbox;
import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Commands in process groups of their own, and the host's files. */
final class LocalSandbox implements Sandbox {
    /** Background processes are looked after this many times at once before the dead ones are forgotten. */
    private static final int LEFT_OVER_BEFORE_TIDYING = 64;

    private final String id;
    private final HostPrograms programs;
    private final Consumer<LocalSandbox> onClose;
    private final Map<String, String> environment;
    private final DetachedCommands detached;
    private final Scratch scratch;
    private final Scratch shells;
    private final Confinement confinement;
    private final FileAccess files;
    private final Set<LocalCommand> running = ConcurrentHashMap.newKeySet();
    private final Set<ProcessGroup> leftOver = ConcurrentHashMap.newKeySet();
    private final AtomicLong count = new AtomicLong();
    private volatile boolean closed;

    LocalSandbox(
            String id,
            HostPrograms programs,
            HomeDirectories home,
            Map<String, String> environment,
            Consumer<LocalSandbox> onClose) {
        this(id, programs, home, environment, Confinement.NONE, onClose);
    }

    /** @param environment of the host; commands see a part of it */
    LocalSandbox(
            String id,
            HostPrograms programs,
            HomeDirectories home,
            Map<String, String> environment,
            Confinement confinement,
            Consumer<LocalSandbox> onClose) {
        this.id = id;
        this.programs = programs;
        this.confinement = confinement;
        this.environment = new TreeMap<>(CommandEnvironment.of(environment));
        this.environment.keySet().removeIf(name -> !confinement.passes(name));
        this.detached = new DetachedCommands(home.processes(id), programs, this.environment, confinement);
        boolean confined = confinement.isConfined();
        this.scratch = new Scratch(
                "long outputs",
                confined ? ConfinementRules.real(home.confined(id)).resolve("scratch") : home.scratch());
        this.shells = new Scratch(
                "shells", confined ? ConfinementRules.real(home.confined(id)).resolve("shells") : home.shells(id));
        this.files = confined ? new ConfinedFiles(new LocalFiles(), confinement) : new LocalFiles();
        this.onClose = onClose;
    }

    @Override
    public RunningCommand start(Command command, CommandListener listener, Cancellation cancellation) {
        refuseIfClosed();
        if (cancellation.isCancelled()) {
            return new EndedCommand(new ExitStatus(ExitStatus.INTERRUPTED, ExitStatus.Reason.INTERRUPTED));
        }
        boolean inShell = !command.shell().isEmpty();
        String problem =
                inShell && command.cwd().isEmpty() ? "" : WorkingDirectory.problemWith(command.cwd(), confinement);
        if (!problem.isEmpty()) {
            listener.onOutput("cannot enter directory " + command.cwd() + ": " + problem + "\n");
            return new EndedCommand(new ExitStatus(ExitStatus.BAD_DIRECTORY, ExitStatus.Reason.EXITED));
        }
        ShellRun run = ShellRun.create();
        LocalCommand started = new LocalCommand(
                programs,
                process(command, inShell ? shellWords(run, command) : ShellWords.of(programs, command)),
                listener,
                inShell ? run.output() : null,
                command.input(),
                command.timeout(),
                "talaria-sandbox-" + id + "-" + count.incrementAndGet(),
                this::forget);
        running.add(started);
        try {
            started.begin(cancellation);
        } catch (IOException e) {
            running.remove(started);
            throw StartFailure.of(command, e);
        }
        if (closed) {
            started.kill();
        }
        return started;
    }

    @Override
    public String directory() {
        return confinement.directory();
    }

    @Override
    public FileAccess files() {
        return files;
    }

    @Override
    public DetachedCommand startDetached(String commandId, String label, Command command) {
        refuseIfClosed();
        return detached.start(commandId, label, command);
    }

    @Override
    public List<DetachedCommand> detached() {
        return detached.list();
    }

    @Override
    public String scratch() {
        return scratch.path();
    }

    /** Removes what earlier lives left and nobody wants any more. */
    void sweep(Clock clock) {
        scratch.sweep(clock);
        shells.sweep(clock);
        detached.sweep(clock);
    }

    /** Asks every command to end, and waits for none. */
    void kill() {
        closed = true;
        running.forEach(LocalCommand::kill);
    }

    @Override
    public void close() {
        kill();
        running.forEach(LocalCommand::joinWithoutInterrupt);
        leftOver.stream().filter(ProcessGroup::isLeftOver).forEach(ProcessGroup::terminate);
        leftOver.clear();
        onClose.accept(this);
    }

    private void forget(LocalCommand ended) {
        ProcessGroup outlived = ended.leftOver();
        if (outlived != null) {
            if (leftOver.size() >= LEFT_OVER_BEFORE_TIDYING) {
                leftOver.removeIf(group -> !group.isLeftOver());
            }
            leftOver.add(outlived);
        }
        running.remove(ended);
    }

    /** The directory is that of the process: an argument would lose what the host's character set cannot say. */
    private List<String> shellWords(ShellRun run, Command command) {
        List<String> words = run.words(
                command,
                command.cwd().isEmpty() ? "" : ".",
                ShellRun.snapshot(command, shells.path()),
                BashScript.argument(command.script()));
        return command.terminal() ? ShellWords.inTerminal(programs, words) : words;
    }

    private ProcessBuilder process(Command command, List<String> words) {
        List<String> arguments = new ArrayList<>();
        programs.setsid().ifPresent(arguments::add);
        arguments.addAll(confinement.around(words));
        ProcessBuilder builder = new ProcessBuilder(arguments).redirectErrorStream(true);
        if (!command.cwd().isEmpty()) {
            builder.directory(new File(command.cwd()));
        }
        if (!command.input()) {
            builder.redirectInput(new File("/dev/null"));
        }
        builder.environment().clear();
        builder.environment().putAll(environment);
        if (command.terminal()) {
            builder.environment().putAll(CommandEnvironment.TERMINAL);
        }
        builder.environment().putAll(command.environment());
        return builder;
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new SandboxException(
                    SandboxException.Code.CANNOT_START, "the sandbox " + id + " is closed", "Try again.", null);
        }
    }
}
