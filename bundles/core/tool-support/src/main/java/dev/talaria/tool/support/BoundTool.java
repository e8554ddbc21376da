package dev.talaria.tool.support;

import dev.talaria.api.approval.Effects;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;

/** As {@link RecordTool}, for a tool that wants the call itself beside its arguments. */
public abstract class BoundTool<A extends Record> {
    private final ToolSpec spec;
    private final RecordType<A> arguments;

    /** @throws IllegalArgumentException if the record has a component that no schema can be made from */
    protected BoundTool(ToolSpec spec, Class<A> args) {
        this.arguments = ArgumentTypes.ofRecord(args);
        this.spec = spec.parameters(arguments.schema());
    }

    public final ToolSpec spec() {
        return spec;
    }

    /** @throws IllegalArgumentException if the arguments are none that the schema allows: the call is refused then */
    public final Effects effects(ToolCall call) {
        return effects(arguments.bind(call.arguments(), ""), call);
    }

    public final ToolResult call(ToolCall call, ToolContext context) throws Exception {
        A args;
        try {
            args = arguments.bind(call.arguments(), "");
        } catch (BindingException e) {
            return ToolResult.error(spec.name() + ": " + e.getMessage());
        }
        return call(args, call, context);
    }

    /** What this call does; everything that the tool can do, unless overridden. Quick, and free of effects itself. */
    protected Effects effects(A args, ToolCall call) {
        return Effects.anything(spec.maximum());
    }

    /** As {@link dev.talaria.spi.tool.Tool#call}, with the arguments bound. */
    protected abstract ToolResult call(A args, ToolCall call, ToolContext context) throws Exception;
}
