package dev.talaria.shell;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.ToolCalls;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Json;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.interact.Interactions;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.api.tool.Tools;
import dev.talaria.shell.text.Printable;
import dev.talaria.shell.text.Shown;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Signal;
import org.apache.karaf.shell.api.console.SignalListener;
import org.apache.karaf.shell.api.console.Terminal;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code tool:call}: one call of a tool, without a model. */
@Service
@Command(
        scope = "tool",
        name = "call",
        description = "Calls a tool as a model would: checked, judged by the approval gate and journaled.",
        detailedDescription = "Example: tool:call terminal '{\"command\": \"df -h .\"}'\nThe call is kept in the"
                + " session shell:USER. Fails if the tool does not answer ok.")
public final class ToolCallCommand extends AdminCommand {
    @Argument(index = 0, name = "tool", description = "As tool:list names it, or how it begins", required = true)
    @Completion(ToolCompleter.class)
    String tool = "";

    @Argument(index = 1, name = "arguments", description = "A JSON object; tool:show says what it has")
    String arguments = "{}";

    @Option(name = "--cwd", description = "Directory that relative paths mean, also the workspace")
    String cwd = System.getProperty("user.dir");

    @Option(name = "--approve", description = "What runs without a question: ask, workspace or all")
    @Completion(ModeCompleter.class)
    String approve = "";

    @Option(name = "--json", description = "One JSON object for programs: tool, status and text")
    boolean json;

    @Reference(optional = true)
    @Nullable
    ToolCalls calls;

    @Reference(optional = true)
    @Nullable
    Tools tools;

    @Reference(optional = true)
    @Nullable
    Interactions interactions;

    @Override
    String run() throws CommandException {
        String name = Ids.find("tool", "tool:list", tool, here(tools).catalog().callable(), ToolSpec::name)
                .name();
        ToolResult result = call(name);
        String text = json
                ? JsonOut.write(Json.object("tool", name, "status", Shown.word(result.status()), "text", result.text()))
                : Printable.of(result.text());
        if (result.status() == ToolResult.Status.OK) {
            return text;
        } else if (json) {
            here(shell).getConsole().println(text);
            throw new CommandException("The call is " + Shown.word(result.status()) + ".");
        }
        throw new CommandException(Shown.word(result.status()) + ": " + text);
    }

    private ToolResult call(String name) throws CommandException {
        KarafTerminal terminal = new KarafTerminal(here(shell));
        AskView view = new AskView(terminal, here(interactions));
        Principal person = Principal.osUser();
        try (CancellationSource cancellation = new CancellationSource()) {
            TurnRequest request = TurnRequest.of(
                            new SessionKey("shell:" + person.name()), "tool:call " + name + " " + arguments)
                    .withAttended(terminal.attended() && !json)
                    .withCwd(cwd)
                    .withCancellation(cancellation);
            return watched(cancellation, mode().map(request::withApproval).orElse(request), name, view);
        }
    }

    private ToolResult watched(CancellationSource cancellation, TurnRequest request, String name, AskView view)
            throws CommandException {
        SignalListener onInterrupt = signal -> cancellation.cancel("Ctrl-C");
        Terminal terminal = here(shell).getTerminal();
        if (terminal != null) {
            terminal.addSignalListener(onInterrupt, Signal.INT);
        }
        try {
            // The result is what the command returns; only what a person must see comes before it.
            return here(calls).call(name, arguments, request, event -> {
                if (event.kind() == AgentEvent.Kind.QUESTION || event.kind() == AgentEvent.Kind.NOTICE) {
                    view.on(event);
                }
            });
        } finally {
            if (terminal != null) {
                terminal.removeSignalListener(onInterrupt);
            }
        }
    }

    private Optional<ApprovalMode> mode() throws CommandException {
        Optional<ApprovalMode> mode = ApprovalMode.of(approve);
        if (mode.isEmpty() && !approve.isEmpty()) {
            throw new CommandException("--approve is ask, workspace or all, not '" + Printable.exactly(approve) + "'.");
        }
        return mode;
    }
}
