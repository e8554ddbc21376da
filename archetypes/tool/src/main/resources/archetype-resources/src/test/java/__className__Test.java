package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.Json;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.spi.tool.Tool;
import dev.talaria.testkit.tool.FakeToolContext;
import dev.talaria.testkit.tool.ToolContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@link ToolContract} brings the tests that every tool must pass; what is special about this one stands below. */
class ${className}Test extends ToolContract {
    @Override
    protected Tool tool() {
        return new ${className}();
    }

    /** Arguments of calls that succeed. Whole numbers are {@code long}, as they are when they come from a model. */
    @Override
    protected List<Map<String, Object>> samples() {
        return List.of(Json.object("text", "hello"), Json.object("text", "hello", "times", 3L));
    }

    /** A call that goes on until it is stopped; leave this out if there is none. It must show some progress first. */
    @Override
    protected Optional<Map<String, Object>> endless() {
        return Optional.of(Json.object("text", "hello", "times", 100L, "pause", 60L));
    }

    @Test
    void repeatsTheText() throws Exception {
        ToolResult result = run(Json.object("text", "hello", "times", 2L));
        assertThat(result).isEqualTo(ToolResult.ok("hello\nhello\n"));
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        ToolResult result = run(Json.object("text", "hello", "times", 0L));
        assertThat(result.status()).isEqualTo(ToolResult.Status.ERROR);
        assertThat(result.text()).contains("'times'").contains("1 to 100");
    }

    private ToolResult run(Map<String, Object> arguments) throws Exception {
        return tool().call(call(arguments), FakeToolContext.plain());
    }
}
