package dev.talaria.testkit.tool;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.Json;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Each promise of the contract, broken on purpose. */
class BrokenToolsTest {
    private static final Map<String, Object> NO_PROPERTIES = Json.object("type", "object", "properties", Json.object());

    @Test
    void aChangingSpecIsCaught() {
        AtomicInteger count = new AtomicInteger();
        assertBroken(
                new Good() {
                    @Override
                    public ToolSpec spec() {
                        return super.spec().describedAs("version " + count.incrementAndGet());
                    }
                },
                ToolContract::specIsStable);
    }

    @Test
    void aMissingDescriptionIsCaught() {
        assertBroken(
                new Good() {
                    @Override
                    public ToolSpec spec() {
                        return super.spec().describedAs(" ");
                    }
                },
                ToolContract::specTellsTheModelEnough);
    }

    @Test
    void aBadSchemaIsCaught() {
        for (Map<String, Object> schema : List.of(
                Json.object("type", "string"),
                Json.object("type", "object", "properties", Json.object("a", Json.object("type", "text"))),
                Json.object("type", "object", "properties", Json.object("a", Json.object("type", "array"))),
                Json.object("type", "object", "properties", Json.object(), "required", Json.array("b")),
                Json.object("type", "object", "properties", Json.object("a", Json.object("default", 1.5))))) {
            assertBroken(
                    new Good() {
                        @Override
                        public ToolSpec spec() {
                            return super.spec().parameters(schema);
                        }
                    },
                    ToolContract::parametersAreAnObjectSchema);
        }
    }

    @Test
    void undeclaredEffectsAreCaught() {
        Good tool = new Good() {
            @Override
            public Effects effects(ToolCall call) {
                return Effects.once(EffectKind.WRITE, Resource.ANY);
            }
        };
        assertBroken(tool, ToolContract::effectsOfSamplesStayBelowTheMaximum);
        assertBroken(tool, ToolContract::effectsOfHostileArgumentsStayBelowTheMaximumOrCannotBeTold);
    }

    @Test
    void anEmptyResultIsCaught() {
        Good tool = new Good() {
            @Override
            public ToolResult call(ToolCall call, ToolContext context) {
                return ToolResult.ok("");
            }
        };
        assertBroken(tool, ToolContract::samplesSucceedWithText);
        assertBroken(tool, ToolContract::hostileArgumentsGiveResults);
        assertBroken(tool, ToolContract::aCancelledCallEndsAtOnce);
    }

    @Test
    void sharedStateIsCaught() {
        AtomicInteger count = new AtomicInteger();
        assertBroken(
                new Good() {
                    @Override
                    public ToolResult call(ToolCall call, ToolContext context) {
                        return ToolResult.ok("call " + count.incrementAndGet());
                    }
                },
                ToolContract::callsFromManyThreadsDoNotDisturbEachOther);
    }

    private interface Promise {
        void check(ToolContract contract) throws Exception;
    }

    private static void assertBroken(Tool tool, Promise promise) {
        ToolContract contract = new ToolContract() {
            @Override
            protected Tool tool() {
                return tool;
            }

            @Override
            protected List<Map<String, Object>> samples() {
                return List.of(Json.object());
            }
        };
        assertThatThrownBy(() -> promise.check(contract)).isInstanceOf(AssertionError.class);
    }

    private static class Good implements Tool {
        @Override
        public ToolSpec spec() {
            return ToolSpec.named("good").describedAs("Does nothing").parameters(NO_PROPERTIES);
        }

        @Override
        public ToolResult call(ToolCall call, ToolContext context) {
            return ToolResult.ok("done");
        }
    }
}
