package dev.talaria.tools.terminal;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.tool.CommandEffects;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import dev.talaria.tool.support.BoundTool;
import dev.talaria.tool.support.Default;
import dev.talaria.tool.support.Describe;
import dev.talaria.tools.terminal.ProcessLabel.Owner;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Runs a command by bash in the session's sandbox.
 *
 * <p>The result is OK for exit code 0 and for codes that only answer a question ({@code grep} 1: no match); any other
 * code is an ERROR. The text has the output and, unless it is 0, the code.
 */
@Component(service = Tool.class)
public final class TerminalTool extends BoundTool<TerminalTool.Args> implements Tool {
    private static final String DESCRIPTION =
            "Run a bash command; returns its output and a non-zero exit code. No standard input. The directory and"
                    + " exported variables stay for later calls, not for calls of the same reply. Start servers and long"
                    + " jobs with background=true and look after them with process. To read a file use read_file.";

    public record Args(
            @Describe("Command line or script for bash") String command,

            @Describe("Return at once and let it run on") @Default("false")
            boolean background,

            @Describe("Seconds until it is stopped, at most 600; not for background") @Default("180")
            int timeout,

            @Describe("Directory to run in; where the last call ended by default")
            Optional<String> workdir,

            @Describe("Give it a terminal, for programs that ask for one") @Default("false")
            boolean pty,

            @Describe("Background: be told when it ends") @Default("false")
            boolean notify_on_complete,

            @Describe("Background: be told of lines that contain one of these; rare ones, such as 'ready on port'")
            Optional<List<String>> watch_patterns) {}

    private final CommandEffects commandEffects;
    private final BackgroundProcesses processes;

    @Activate
    public TerminalTool(@Reference CommandEffects commandEffects, @Reference BackgroundProcesses processes) {
        super(
                ToolSpec.named("terminal")
                        .describedAs(DESCRIPTION)
                        .toolset("terminal")
                        .effects(
                                EffectKind.READ,
                                EffectKind.WRITE,
                                EffectKind.EXECUTE,
                                EffectKind.NETWORK,
                                EffectKind.MESSAGE,
                                EffectKind.SPEND,
                                EffectKind.CONFIGURE),
                Args.class);
        this.commandEffects = commandEffects;
        this.processes = processes;
    }

    /** Started a second time, a command in the background would run twice at once, whatever it does. */
    @Override
    protected Effects effects(Args args, ToolCall call) {
        Effects effects = commandEffects.of(call);
        return args.background() ? new Effects(effects.list(), false) : effects;
    }

    @Override
    protected ToolResult call(Args args, ToolCall call, ToolContext context) {
        Workdir workdir =
                args.workdir().map(given -> Workdir.of(given, call.cwd())).orElseGet(() -> Workdir.session(call.cwd()));
        String problem = TerminalProblems.of(args, workdir);
        if (!problem.isEmpty()) {
            return ToolResult.error("terminal: " + problem);
        }
        Command plain = new Command(
                workdir.script(args.command()),
                workdir.absolute().orElse(call.cwd()),
                Duration.ofSeconds(Math.max(1, args.timeout())));
        Command command = args.pty() ? plain.inTerminal() : plain;
        try {
            return args.background()
                    ? background(args, command, context)
                    : foreground(
                            args,
                            workdir,
                            command.inShell(context.session().value(), keepsShell(call, context)),
                            context);
        } catch (SandboxException e) {
            return ToolResult.error("terminal: " + e.shown());
        }
    }

    /**
     * Whether functions, aliases and variables stay. What would change how later commands are read must not, since those
     * are judged by their text: only where nothing is judged so, in a sandbox that has neither the host nor a network.
     */
    private boolean keepsShell(ToolCall call, ToolContext context) {
        Isolation isolation = context.sandbox().isolation();
        boolean apart = isolation.isolated()
                && !isolation.network()
                && isolation.hostTrees().isEmpty();
        return apart
                || commandEffects.of(call).list().stream().noneMatch(effect -> effect.nature() == Nature.UNPARSABLE);
    }

    private ToolResult foreground(Args args, Workdir workdir, Command command, ToolContext context) {
        TerminalOutput output =
                new TerminalOutput(context.progress(), new SpillFile(context.sandbox(), processes.clock()), args.pty());
        try {
            RunningCommand running = context.sandbox().start(command, output, context.cancellation());
            ExitStatus status = running.await();
            String moved =
                    running.directory().filter(now -> workdir.isLeft(now)).orElse("");
            if (!moved.isEmpty()) {
                context.moveTo(moved);
            }
            return TerminalResult.of(args, status, output.text(), moved);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return TerminalResult.interrupted(output.text());
        }
    }

    private ToolResult background(Args args, Command command, ToolContext context) {
        if (context.cancellation().isCancelled()) {
            return TerminalResult.interrupted("");
        }
        List<String> patterns = args.watch_patterns().orElse(List.of());
        // Told of its end, nobody needs to be told of its output on the way.
        boolean dropped = args.notify_on_complete() && !patterns.isEmpty();
        ProcessLabel label = new ProcessLabel(
                new Owner(context.session().value(), context.principal().id()),
                args.command(),
                args.notify_on_complete(),
                dropped ? List.of() : patterns);
        BackgroundProcess started = processes.start(context.sandbox(), label, command);
        return ToolResult.ok("Started in the background as " + started.id() + "."
                + (args.notify_on_complete() ? " You will be told when it ends." : "")
                + (dropped ? " watch_patterns are not used beside notify_on_complete." : "")
                + " process(action=poll, session_id=" + started.id() + ") shows how it is.");
    }
}
