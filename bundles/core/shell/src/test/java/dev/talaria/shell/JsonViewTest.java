package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.model.Usage;
import dev.talaria.api.tool.ToolResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonViewTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final JsonView view = new JsonView(new OutputOnly(new PrintStream(out, true, StandardCharsets.UTF_8)));

    @Test
    void eachEventIsOneLine() {
        view.on(new AgentEvent.Text("Grüße\n\"you\""));
        view.on(new AgentEvent.ToolStarted("1", "terminal", "ls", "{}"));
        view.on(new AgentEvent.ToolFinished("1", "terminal", "ls", ToolResult.denied("no\tway"), Duration.ofMillis(5)));
        view.end(new TurnResult(new SessionId("s"), TurnResult.Status.FAILED, "half", "why", new Usage(3, 2, 1), 4));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "{\"type\":\"text\",\"text\":\"Gr\\u00FC\\u00DFe\\n\\\"you\\\"\"}",
                        "{\"type\":\"tool_call\",\"id\":\"1\",\"tool\":\"terminal\",\"summary\":\"ls\"}",
                        "{\"type\":\"tool_result\",\"id\":\"1\",\"tool\":\"terminal\",\"status\":\"denied\","
                                + "\"text\":\"no\\tway\",\"tookMs\":5}",
                        "{\"type\":\"result\",\"session\":\"s\",\"status\":\"failed\",\"text\":\"half\","
                                + "\"problem\":\"why\",\"modelCalls\":4,\"usage\":{\"inputTokens\":3,"
                                + "\"cachedInputTokens\":2,\"outputTokens\":1}}");
    }

    @Test
    void nothingThatATerminalObeysGetsThrough() {
        assertThat(JsonOut.write("a\u001b[2J\u009b\u2028\ud83d\ude00"))
                .isEqualTo("\"a\\u001B[2J\\u009B\\u2028\\uD83D\\uDE00\"");
    }

    private record OutputOnly(PrintStream answer) implements AskTerminal {
        @Override
        public PrintStream notes() {
            throw new AssertionError("everything goes to standard output");
        }

        @Override
        public boolean attended() {
            return false;
        }

        @Override
        public boolean coloured() {
            return false;
        }

        @Override
        public @Nullable String readLine(String prompt) {
            throw new AssertionError("a program is asked nothing");
        }
    }
}
