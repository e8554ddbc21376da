package dev.talaria.engine.tool;

import dev.talaria.api.approval.Effects;
import dev.talaria.api.base.TalariaException;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.engine.service.InFlight;
import dev.talaria.spi.tool.Tool;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One registered tool and its calls in flight. */
public final class ToolHandle {
    private static final Logger LOG = LoggerFactory.getLogger(ToolHandle.class);

    private final Tool tool;
    private final ToolSpec spec;
    private final String bundle;
    private final ArgumentChecker arguments;
    private final InFlight inFlight;

    ToolHandle(Tool tool, String bundle) {
        this.tool = tool;
        this.spec = tool.spec();
        this.bundle = bundle;
        this.arguments = new ArgumentChecker(spec);
        this.inFlight = new InFlight(tool);
    }

    public ToolSpec spec() {
        return spec;
    }

    /** Symbolic name and version of the bundle that brought the tool. */
    public String bundle() {
        return bundle;
    }

    public ArgumentChecker arguments() {
        return arguments;
    }

    /**
     * What the call does.
     *
     * @throws RefusedException if the tool cannot tell, or claims more than it declared
     */
    public Effects effects(ToolCall call) throws RefusedException {
        Effects effects;
        try {
            effects = tool.effects(call);
        } catch (RuntimeException e) {
            throw new RefusedException("The tool " + spec.name() + " (" + bundle
                    + ") could not say what this call would do, so it was not run: " + e);
        }
        for (var effect : effects.list()) {
            if (!spec.maximum().contains(effect.kind())) {
                throw new RefusedException("The tool " + spec.name() + " (" + bundle + ") wanted '" + effect
                        + "', which it never declared, so it was not run. Its author must declare the effect.");
            }
        }
        return effects;
    }

    /**
     * Runs a call on this thread, with the tool's class loader as the thread's. Whatever the tool does becomes a
     * result.
     *
     * @param stop called, outside locks, if the tool is removed and the call outlives the bounded time
     */
    public ToolResult call(ToolCall call, ToolContext context, Runnable stop) {
        try (InFlight.Entry entry = inFlight.enter(stop)) {
            if (entry == null) {
                return ToolResult.unavailable(
                        "The tool " + spec.name() + " was removed before the call began. Nothing was run.");
            }
            ToolResult result = tool.call(call, context);
            return result == null ? ToolResult.error(blame("returned no result")) : result;
        } catch (CancellationException | InterruptedException e) {
            return ToolResult.interrupted("The call was stopped on the way.");
        } catch (TalariaException e) {
            return ToolResult.error(e.shown());
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            LOG.warn("Tool {} ({}) failed", spec.name(), bundle, e);
            return ToolResult.error(blame("failed: " + e));
        }
    }

    private String blame(String what) {
        return "The tool " + spec.name() + " (" + bundle + ") " + what
                + ". That is a fault of the tool, not of the arguments; it may have taken effect in part.";
    }

    /** As {@link InFlight#drain}. */
    void drain(Duration patience) {
        inFlight.drain(patience);
    }

    /** The call is not run; the message is for the model. */
    public static final class RefusedException extends Exception {
        RefusedException(String message) {
            super(message);
        }
    }
}
