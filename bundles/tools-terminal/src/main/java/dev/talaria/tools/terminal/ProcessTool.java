package dev.talaria.tools.terminal;

import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import dev.talaria.tool.support.BoundTool;
import dev.talaria.tool.support.Default;
import dev.talaria.tool.support.Describe;
import dev.talaria.tools.terminal.ProcessLabel.Owner;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Looks after the processes that {@link TerminalTool} started in the background. */
@Component(service = Tool.class)
public final class ProcessTool extends BoundTool<ProcessTool.Args> implements Tool {
    static final String NAME = "process";
    private static final String DESCRIPTION =
            "Background processes of this session, started by terminal(background=true)."
                    + " list: all; poll: state and newest output; log: output by lines;"
                    + " wait: until the end or the timeout;"
                    + " kill: with all that it started; write: data to its input as it is; submit: data and Enter;"
                    + " close: end of its input.";

    /** What to do. */
    public enum Action {
        LIST,
        POLL,
        LOG,
        WAIT,
        KILL,
        WRITE,
        SUBMIT,
        CLOSE
    }

    public record Args(
            Action action,

            @Describe("proc_… or the beginning of it; for all but list")
            Optional<String> session_id,

            @Describe("For write and submit") Optional<String> data,

            @Describe("For wait: seconds, at most 180") @Default("180")
            int timeout,

            @Describe("For log: lines to skip from the beginning; the last lines by default")
            Optional<Integer> offset,

            @Describe("For log: number of lines") @Default("200")
            int limit) {}

    private final BackgroundProcesses processes;

    @Activate
    public ProcessTool(@Reference BackgroundProcesses processes) {
        super(
                ToolSpec.named(NAME)
                        .describedAs(DESCRIPTION)
                        .toolset("terminal")
                        .effects(EffectKind.EXECUTE),
                Args.class);
        this.processes = processes;
    }

    /** What is typed into a program may be a command, which nobody but that program understands. */
    @Override
    protected Effects effects(Args args, ToolCall call) {
        if (args.action() != Action.WRITE && args.action() != Action.SUBMIT) {
            return Effects.none();
        }
        Resource sandbox = Resource.sandbox(call.sandboxId());
        return new Effects(
                List.of(new Effect(
                        EffectKind.EXECUTE,
                        sandbox,
                        Nature.ORDINARY,
                        args.data().orElse(""))),
                false);
    }

    @Override
    protected ToolResult call(Args args, ToolCall call, ToolContext context) {
        try {
            Owner owner =
                    new Owner(context.session().value(), context.principal().id());
            List<BackgroundProcess> visible = processes.of(context.sandbox(), owner);
            if (args.action() == Action.LIST) {
                return list(visible);
            }
            ProcessChoice choice = ProcessChoice.of(visible, args.session_id().orElse(""));
            return choice.process().isPresent()
                    ? new ProcessActions(processes, choice.process().get(), context).run(args)
                    : ToolResult.error("process: " + choice.problem());
        } catch (SandboxException e) {
            return ToolResult.error("process: " + e.shown());
        } catch (IOException e) {
            return ToolResult.error("process: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ToolResult.interrupted("The wait was interrupted; the process goes on.");
        }
    }

    private ToolResult list(List<BackgroundProcess> visible) throws IOException {
        if (visible.isEmpty()) {
            return ToolResult.ok("No background processes.");
        }
        StringBuilder lines = new StringBuilder();
        for (BackgroundProcess process : visible) {
            lines.append(process.status(processes.clock().millis())).append('\n');
        }
        return ToolResult.ok(lines.toString().stripTrailing());
    }
}
