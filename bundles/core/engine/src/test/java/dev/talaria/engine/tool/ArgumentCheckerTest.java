package dev.talaria.engine.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.Json;
import dev.talaria.engine.tool.ArgumentChecker.InvalidArgumentsException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentCheckerTest {
    private static final Map<String, Object> SCHEMA = Json.object(
            "type",
            "object",
            "properties",
            Json.object(
                    "name", Json.object("type", "string"),
                    "count", Json.object("type", "integer", "minimum", 1),
                    "ratio", Json.object("type", "number"),
                    "deep",
                            Json.object(
                                    "type", "object", "properties", Json.object("on", Json.object("type", "boolean"))),
                    "list", Json.object("type", "array", "items", Json.object("type", "integer"))),
            "additionalProperties",
            false);

    private final ArgumentChecker checker = new ArgumentChecker("t", SCHEMA);

    @Test
    void leavesWhatIsRight() throws Exception {
        assertThat(checker.check("{\"name\":\"5\",\"count\":5,\"ratio\":0.5}", false))
                .containsExactlyEntriesOf(Json.object("name", "5", "count", 5L, "ratio", new BigDecimal("0.5")));
    }

    @Test
    void bringsTextToTheWantedType() throws Exception {
        var arguments = checker.check(
                "{\"count\":\"7\",\"ratio\":\"1.5\",\"deep\":\"{\\\"on\\\":\\\"true\\\"}\",\"list\":\"[1,\\\"2\\\",3.0]\"}",
                false);
        assertThat(arguments)
                .containsEntry("count", 7L)
                .containsEntry("ratio", new BigDecimal("1.5"))
                .containsEntry("deep", Json.object("on", true))
                .containsEntry("list", List.of(1L, 2L, 3L));
    }

    @Test
    void anOptionalNullIsAbsent() throws Exception {
        assertThat(checker.check("{\"name\":\"a\",\"count\":null}", false)).doesNotContainKey("count");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"count\":\"seven\"}",
                "{\"count\":1.5}",
                "{\"count\":0}",
                "{\"count\":1e400}",
                "{\"unknown\":1}",
                "{\"list\":[\"x\"]}",
                "{\"list\":{\"a\":1}}"
            })
    void refusesWhatCannotBeRight(String raw) {
        assertThatThrownBy(() -> checker.check(raw, false))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining("Nothing was run");
    }

    @Test
    void boundsDepthAndNumbers() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThatThrownBy(() -> checker.check("{\"list\":" + deep + "}", false))
                .isInstanceOf(InvalidArgumentsException.class);
        assertThatThrownBy(() -> checker.check("{\"count\":" + "9".repeat(10_000) + "}", false))
                .isInstanceOf(InvalidArgumentsException.class);
        assertThatThrownBy(() -> checker.check("{\"count\":1e999999999}", false))
                .isInstanceOf(InvalidArgumentsException.class);
    }

    @Test
    void saysWhereAndWhat() {
        assertThatThrownBy(() -> checker.check("{\"count\":\"seven\"}", false))
                .hasMessageContaining("/count")
                .hasMessageContaining("integer");
        assertThatThrownBy(() -> checker.check("{\"count\":", false)).hasMessageContaining("line 1");
    }
}
