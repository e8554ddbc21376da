package dev.talaria.tool.support;

import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;

/**
 * A tool whose arguments are a record. Say {@code extends RecordTool<MyTool.Args> implements Tool}: Declarative
 * Services finds the service by the interfaces of the class itself.
 *
 * <p>The schema has the record's components in their order. A component may be a {@code String}, {@code int},
 * {@code long}, {@code double}, {@code boolean} (or their boxes), an enum, a record, a {@code List} of those, a
 * {@code Map<String, Object>} or an {@code Optional} of any of them. All are required but {@code Optional} and those
 * with a {@link Default}.
 *
 * <p>A tool that must know where its call works (directory, sandbox) extends {@link BoundTool}.
 */
public abstract class RecordTool<A extends Record> extends BoundTool<A> {

    /** @throws IllegalArgumentException if the record has a component that no schema can be made from */
    protected RecordTool(ToolSpec spec, Class<A> args) {
        super(spec, args);
    }

    @Override
    protected final ToolResult call(A args, ToolCall call, ToolContext context) throws Exception {
        return call(args, context);
    }

    /** As {@link dev.talaria.spi.tool.Tool#call}, with the arguments bound. */
    protected abstract ToolResult call(A args, ToolContext context) throws Exception;
}
