package dev.talaria.tool.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.Json;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class RecordToolTest {

    /** The shape that the architecture page shows. */
    static final class CityTimeTool extends RecordTool<CityTimeTool.Args> implements Tool {
        record Args(@Describe("City, e.g. Oslo") String city) {}

        CityTimeTool() {
            super(
                    ToolSpec.named("city_time")
                            .describedAs("Local time in a city")
                            .toolset("time")
                            .noEffects(),
                    Args.class);
        }

        @Override
        protected ToolResult call(Args args, ToolContext context) throws Exception {
            if (args.city().equals("Atlantis")) {
                throw new IOException("sunk");
            }
            return ToolResult.ok("noon in " + args.city());
        }
    }

    static final class HereTool extends BoundTool<HereTool.Args> implements Tool {
        record Args(@Default("false") boolean deep) {}

        HereTool() {
            super(ToolSpec.named("here").effects(EffectKind.READ, EffectKind.EXECUTE), Args.class);
        }

        @Override
        protected Effects effects(Args args, ToolCall call) {
            return args.deep() ? super.effects(args, call) : Effects.reads(Resource.file(call.sandboxId(), call.cwd()));
        }

        @Override
        protected ToolResult call(Args args, ToolCall call, ToolContext context) {
            return ToolResult.ok(call.cwd());
        }
    }

    private final Tool cityTime = new CityTimeTool();
    private final Tool here = new HereTool();

    @Test
    void theSpecHasTheSchemaOfTheRecord() {
        assertThat(cityTime.spec().name()).isEqualTo("city_time");
        assertThat(cityTime.spec().toolset()).isEqualTo("time");
        assertThat(cityTime.spec().parameters())
                .isEqualTo(Json.object(
                        "type",
                        "object",
                        "properties",
                        Json.object("city", Json.object("type", "string", "description", "City, e.g. Oslo")),
                        "required",
                        List.of("city"),
                        "additionalProperties",
                        false));
        assertThat(cityTime.spec()).isSameAs(cityTime.spec());
    }

    @Test
    void aCallGetsTheRecord() throws Exception {
        assertThat(cityTime.call(call(Json.object("city", "Oslo")), null)).isEqualTo(ToolResult.ok("noon in Oslo"));
    }

    @Test
    void argumentsThatDoNotFitAreAnErrorThatNamesToolAndArgument() throws Exception {
        assertThat(cityTime.call(call(Json.object()), null))
                .isEqualTo(ToolResult.error("city_time: argument 'city' is missing"));
        assertThat(cityTime.call(call(Json.object("city", 7L)), null))
                .isEqualTo(ToolResult.error("city_time: argument 'city' must be text, not 7"));
    }

    @Test
    void whatTheToolThrowsIsForTheEngine() {
        assertThatThrownBy(() -> cityTime.call(call(Json.object("city", "Atlantis")), null))
                .isInstanceOf(IOException.class)
                .hasMessage("sunk");
    }

    @Test
    void aBoundToolSeesItsCall() throws Exception {
        assertThat(here.call(call(Json.object()), null)).isEqualTo(ToolResult.ok("/work"));
    }

    @Test
    void effectsAreThoseOfTheArguments() {
        assertThat(here.effects(call(Json.object())).list())
                .containsExactly(new Effect(EffectKind.READ, Resource.file("box", "/work")));
    }

    @Test
    void effectsNotNarrowedAreTheWholeMaximum() {
        Effects effects = here.effects(call(Json.object("deep", true)));
        assertThat(effects.list())
                .containsExactly(
                        new Effect(EffectKind.READ, Resource.ANY), new Effect(EffectKind.EXECUTE, Resource.ANY));
        assertThat(effects.idempotent()).isFalse();
        assertThat(cityTime.effects(call(Json.object("city", "Oslo")))).isEqualTo(Effects.none());
    }

    @Test
    void effectsOfArgumentsThatDoNotFitCannotBeTold() {
        assertThatThrownBy(() -> here.effects(call(Json.object("deep", "maybe"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("argument 'deep' must be true or false, not maybe");
    }

    private static ToolCall call(Map<String, Object> arguments) {
        return new ToolCall("1", "any", arguments, "", "/work", "/work", "box");
    }
}
