package ${package};

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import dev.talaria.tool.support.Default;
import dev.talaria.tool.support.Describe;
import dev.talaria.tool.support.RecordTool;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Component;

/**
 * The tool ${toolName}. It only repeats a text so far; its parts show what a tool keeps. Nothing else is to be edited or
 * registered: {@code @Component} and {@code implements Tool} make it a service, and agents use it from their next turn.
 *
 * <p>One object serves every session, from many threads at once: keep what belongs to one call in local variables.
 */
@Component
public final class ${className} extends RecordTool<${className}.Args> implements Tool {
    private static final int MOST_TIMES = 100;
    private static final int LONGEST_PAUSE_S = 60;

    /**
     * The arguments. The model is sent a JSON Schema made of this record: names, types, descriptions, in this order. All
     * are required but those that are {@code Optional} or have a {@code @Default}. When {@code call} runs, they are
     * there and of these types; whether their values make sense is for {@code call} to check.
     */
    public record Args(
            @Describe("Text to repeat") String text,

            @Describe("How often, 1 to 100") @Default("1") int times,

            @Describe("Seconds between two times, 0 to 60") @Default("0") int pause) {}

    public ${className}() {
        super(
                ToolSpec.named("${toolName}")
                        // All that the model knows when it chooses: what the tool does, and when to use it.
                        .describedAs("Repeats a text.")
                        // Tools that belong together share a toolset.
                        .toolset("${toolName}")
                        // Every kind of effect that a call can have, e.g. .effects(EffectKind.READ). What is not READ
                        // of an ordinary file is asked of a person first. Then also override effects(args, call) and
                        // say what this very call does to which resource: without that, each call claims all of the
                        // kinds on anything. A call that claims a kind not named here is refused.
                        .noEffects(),
                Args.class);
    }

    @Override
    protected ToolResult call(Args args, ToolContext context) throws InterruptedException {
        // A failure is a value that the model reads and acts on: say what is wrong, where, and what to do.
        if (args.text().isBlank()) {
            return ToolResult.error("${toolName}: 'text' is empty; give the text to repeat.");
        }
        if (args.times() < 1 || args.times() > MOST_TIMES) {
            return ToolResult.error("${toolName}: 'times' must be 1 to " + MOST_TIMES + ", not " + args.times() + ".");
        }
        if (args.pause() < 0 || args.pause() > LONGEST_PAUSE_S) {
            return ToolResult.error("${toolName}: 'pause' must be 0 to " + LONGEST_PAUSE_S + " seconds.");
        }
        StringBuilder said = new StringBuilder();
        CountDownLatch stopped = new CountDownLatch(1);
        // Cancelled when the user stops the turn, at the time limit, and when this bundle is removed. Every loop and
        // every wait must end then; a call that goes on for two more seconds is abandoned. Its thread is interrupted
        // too, and an InterruptedException may leave this method: it counts as "interrupted".
        try (Cancellation.Registration registration = context.cancellation().onCancel(stopped::countDown)) {
            for (int time = 0; time < args.times(); time++) {
                if (stopped.await(time == 0 ? 0 : args.pause(), TimeUnit.SECONDS)) {
                    return ToolResult.interrupted("${toolName} was stopped after " + time + " of " + args.times() + ".");
                }
                said.append(args.text()).append('\n');
                // For a person who watches; the model gets the result only.
                context.progress().output(args.text() + "\n");
            }
        }
        return ToolResult.ok(said.toString());
    }
}
