package dev.talaria.tools.terminal;

import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import dev.talaria.tool.support.BoundTool;
import dev.talaria.tool.support.Default;
import dev.talaria.tool.support.Describe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/**
 * Runs a command by bash in the session's sandbox.
 *
 * <p>The result is OK for exit code 0 and for codes that only answer a question ({@code grep} 1: no match); any other
 * code is an ERROR. The text has the output and, unless it is 0, the code.
 */
@Component
public final class TerminalTool extends BoundTool<TerminalTool.Args> implements Tool {
    static final int LONGEST_S = 600;
    private static final String DESCRIPTION =
            "Run a bash command; returns its output and a non-zero exit code. Each call is a new shell without standard"
                    + " input: give workdir instead of cd, and no interactive programs. To read a file use read_file.";

    public record Args(
            @Describe("Command line or script for bash") String command,

            @Describe("Seconds until it is stopped, at most 600") @Default("180")
            int timeout,

            @Describe("Directory to run in; the session's by default")
            Optional<String> workdir) {}

    public TerminalTool() {
        super(
                ToolSpec.named("terminal")
                        .describedAs(DESCRIPTION)
                        .toolset("terminal")
                        .effects(EffectKind.READ, EffectKind.EXECUTE),
                Args.class);
    }

    @Override
    protected Effects effects(Args args, ToolCall call) {
        Optional<ReadOnlyCommands.Verdict> verdict =
                workdir(args, call).absolute().flatMap(directory -> ReadOnlyCommands.judge(args.command(), directory));
        if (verdict.isEmpty()) {
            return Effects.once(EffectKind.EXECUTE, Resource.sandbox(call.sandboxId()));
        }
        List<Effect> reads = verdict.get().reads().stream()
                .map(read -> new Effect(EffectKind.READ, read.resource(call.sandboxId())))
                .toList();
        return new Effects(reads, true);
    }

    @Override
    protected ToolResult call(Args args, ToolCall call, ToolContext context) {
        Workdir workdir = workdir(args, call);
        String problem = problemWith(args, workdir);
        if (!problem.isEmpty()) {
            return ToolResult.error(problem);
        }
        Command command = new Command(
                workdir.script(args.command()),
                workdir.absolute().orElse(call.cwd()),
                Duration.ofSeconds(args.timeout()));
        TerminalOutput output = new TerminalOutput(context.progress());
        try {
            RunningCommand running = context.sandbox().start(command, output, context.cancellation());
            ExitStatus status = running.await();
            return TerminalResult.of(args, status, output.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return TerminalResult.interrupted(output.text());
        } catch (SandboxException e) {
            return ToolResult.error("terminal: " + e.shown());
        }
    }

    private static Workdir workdir(Args args, ToolCall call) {
        return args.workdir().map(given -> Workdir.of(given, call.cwd())).orElseGet(() -> Workdir.session(call.cwd()));
    }

    private static String problemWith(Args args, Workdir workdir) {
        if (args.command().isBlank()) {
            return "terminal: 'command' is empty.";
        }
        if (args.command().indexOf('\0') >= 0) {
            return "terminal: 'command' has a NUL character, which no shell takes.";
        }
        if (args.timeout() < 1) {
            return "terminal: 'timeout' must be at least 1 second.";
        }
        if (args.timeout() > LONGEST_S) {
            return "terminal: 'timeout' is at most " + LONGEST_S + " seconds, not " + args.timeout()
                    + ". Split the work, or start it in the background with its output in a file and look there later.";
        }
        return workdir.problem();
    }
}
