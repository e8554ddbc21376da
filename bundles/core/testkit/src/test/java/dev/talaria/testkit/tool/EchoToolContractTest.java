package dev.talaria.testkit.tool;

import dev.talaria.api.base.Json;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The contract passes for a tool that keeps it; what it catches is in {@link BrokenToolsTest}. */
class EchoToolContractTest extends ToolContract {
    static class EchoTool implements Tool {
        @Override
        public ToolSpec spec() {
            return ToolSpec.named("echo")
                    .describedAs("Says it again")
                    .parameters(Json.object(
                            "type", "object",
                            "properties", Json.object("text", Json.object("type", "string")),
                            "required", Json.array("text")));
        }

        @Override
        public ToolResult call(ToolCall call, ToolContext context) throws Exception {
            if (!(call.arguments().get("text") instanceof String text)) {
                return ToolResult.error("text is missing");
            }
            if (text.equals("wait")) {
                return await(context);
            }
            return ToolResult.ok("you said " + text);
        }

        private static ToolResult await(ToolContext context) throws InterruptedException {
            CountDownLatch cancelled = new CountDownLatch(1);
            context.progress().output("waiting");
            context.cancellation().onCancel(cancelled::countDown);
            boolean stopped = cancelled.await(20, TimeUnit.SECONDS);
            return stopped ? ToolResult.interrupted("stopped") : ToolResult.timeout("nobody came");
        }
    }

    @Override
    protected Tool tool() {
        return new EchoTool();
    }

    @Override
    protected List<Map<String, Object>> samples() {
        return List.of(Json.object("text", "hello"));
    }

    @Override
    protected Optional<Map<String, Object>> endless() {
        return Optional.of(Json.object("text", "wait"));
    }
}
