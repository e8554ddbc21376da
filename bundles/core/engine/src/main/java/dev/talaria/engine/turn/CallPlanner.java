package dev.talaria.engine.turn;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.model.Content.ToolUse;
import dev.talaria.api.prompt.PromptEpoch;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.text.NearestName;
import dev.talaria.engine.tool.ArgumentChecker;
import dev.talaria.engine.tool.ArgumentChecker.InvalidArgumentsException;
import dev.talaria.engine.tool.ToolHandle;
import dev.talaria.engine.tool.ToolHandle.RefusedException;
import dev.talaria.engine.tool.ToolRegistry;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/** From a tool use to a call that is valid and whose effects are known, or to the result that says why not. */
final class CallPlanner {
    private static final Set<EffectKind> IN_SANDBOX = EnumSet.of(EffectKind.READ, EffectKind.WRITE, EffectKind.EXECUTE);

    private final ToolRegistry tools;

    CallPlanner(ToolRegistry tools) {
        this.tools = tools;
    }

    /** @param cut whether the reply was cut at the output limit */
    PlannedCall plan(TurnState turn, ToolUse use, boolean cut) {
        Optional<ToolDefinition> pinned = turn.epoch.tool(use.name());
        if (pinned.isEmpty()) {
            return PlannedCall.refused(use, unknownTool(use.name(), turn.epoch));
        }
        Optional<ToolHandle> tool = tools.find(use.name());
        if (tool.isEmpty()) {
            return PlannedCall.refused(
                    use,
                    ToolResult.unavailable("The tool " + use.name()
                            + " is not available now: it was removed. Nothing was run. Go on without it, or say so."));
        }
        try {
            Map<String, Object> arguments = arguments(tool.get(), pinned.get(), use, cut);
            // To know its directories a sandbox must be open; a tool that has nothing to do with it does not need them.
            boolean there = tool.get().spec().maximum().stream().anyMatch(IN_SANDBOX::contains);
            ToolCall call = new ToolCall(
                    use.id(),
                    use.name(),
                    arguments,
                    use.rawArguments(),
                    there ? turn.place.directory(turn.cancellation) : turn.request.cwd(),
                    there ? turn.place.workspace(turn.cancellation) : turn.request.cwd(),
                    turn.place.id());
            Effects effects = tool.get().effects(call);
            return PlannedCall.ready(use, tool.get(), call, effects);
        } catch (InvalidArgumentsException | RefusedException e) {
            return PlannedCall.refused(use, ToolResult.error(e.getMessage()));
        } catch (SchemaMovedException e) {
            return PlannedCall.refused(use, ToolResult.unavailable(e.getMessage()));
        } catch (SandboxException e) {
            return PlannedCall.refused(use, ToolResult.unavailable(e.shown()));
        } catch (CancellationException e) {
            return PlannedCall.refused(use, ToolResult.interrupted("Not run: the turn was stopped."));
        }
    }

    /** The tool's schema of today decides; what only the pinned one accepts is no mistake of the model's. */
    private static Map<String, Object> arguments(ToolHandle tool, ToolDefinition pinned, ToolUse use, boolean cut)
            throws InvalidArgumentsException, SchemaMovedException {
        try {
            return tool.arguments().check(use.rawArguments(), cut);
        } catch (InvalidArgumentsException e) {
            if (!tool.spec().parameters().equals(pinned.parameters()) && accepts(pinned, use, cut)) {
                throw new SchemaMovedException("The tool " + use.name()
                        + " was updated and takes other arguments now; nothing was run. It can be used again from the"
                        + " next message on.");
            }
            throw e;
        }
    }

    private static boolean accepts(ToolDefinition pinned, ToolUse use, boolean cut) {
        try {
            new ArgumentChecker(pinned.name(), pinned.parameters()).check(use.rawArguments(), cut);
            return true;
        } catch (InvalidArgumentsException e) {
            return false;
        }
    }

    private static ToolResult unknownTool(String name, PromptEpoch epoch) {
        List<String> names = epoch.tools().stream().map(ToolDefinition::name).toList();
        String hint = NearestName.of(name, names)
                .map(nearest -> "Did you mean " + nearest + "?")
                .orElse(
                        names.isEmpty()
                                ? "There are no tools."
                                : "The tools are: " + names.stream().collect(Collectors.joining(", ")) + ".");
        return ToolResult.error("There is no tool named '" + name + "'. " + hint + " Nothing was run.");
    }

    /** The tool was updated since its schema was pinned. */
    private static final class SchemaMovedException extends Exception {
        SchemaMovedException(String message) {
            super(message);
        }
    }
}
