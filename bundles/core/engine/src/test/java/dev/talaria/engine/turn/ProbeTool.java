package dev.talaria.engine.turn;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.base.Json;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A tool whose behaviour a test gives it; it remembers its calls. */
final class ProbeTool implements Tool {
    /** What a call does. */
    interface Body {
        ToolResult run(ToolCall call, ToolContext context) throws Exception;
    }

    final List<ToolCall> calls = new CopyOnWriteArrayList<>();
    private final ToolSpec spec;
    private final Function<ToolCall, Effects> effects;
    private final Body body;

    ProbeTool(ToolSpec spec, Function<ToolCall, Effects> effects, Body body) {
        this.spec = spec;
        this.effects = effects;
        this.body = body;
    }

    /** Takes {text: string, count?: integer}, has no effects and says "name:text". */
    static ProbeTool harmless(String name) {
        return new ProbeTool(
                spec(name),
                call -> Effects.none(),
                (call, context) -> ToolResult.ok(name + ":" + call.arguments().get("text")));
    }

    static ProbeTool harmless(String name, Body body) {
        return new ProbeTool(spec(name), call -> Effects.none(), body);
    }

    static ToolSpec spec(String name) {
        return ToolSpec.named(name)
                .describedAs("Says " + name)
                .effects(EffectKind.values())
                .parameters(Json.object(
                        "type",
                        "object",
                        "properties",
                        Json.object("text", Json.object("type", "string"), "count", Json.object("type", "integer")),
                        "required",
                        Json.array("text"),
                        "additionalProperties",
                        false));
    }

    @Override
    public ToolSpec spec() {
        return spec;
    }

    @Override
    public Effects effects(ToolCall call) {
        return effects.apply(call);
    }

    @Override
    public ToolResult call(ToolCall call, ToolContext context) throws Exception {
        calls.add(call);
        return body.run(call, context);
    }
}
