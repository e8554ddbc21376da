package dev.talaria.provider.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import dev.talaria.provider.anthropic.ThinkingSettings.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How each model is asked to think. */
class ThinkingTest {
    private static final String ADAPTIVE = "\"thinking\":{\"type\":\"adaptive\"}";
    private static final String BUDGET = "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}";

    @ParameterizedTest
    @CsvSource({
        "claude-2.1,NONE",
        "claude-3-opus-20240229,NONE",
        "claude-3-5-haiku-20241022,NONE",
        "claude-3-7-sonnet-20250219,BUDGET",
        "anthropic/claude-3.7-sonnet,BUDGET",
        "claude-opus-4-20250514,BUDGET",
        "claude-opus-4-1-20250805,BUDGET",
        "claude-haiku-4-5-20251001,BUDGET",
        "claude-sonnet-4-5@20250929,BUDGET",
        "claude-sonnet-4-6,EITHER",
        "us.anthropic.claude-opus-4-6-v1:0,EITHER",
        "anthropic/claude-opus-4.7,ADAPTIVE",
        "claude-opus-4-10,ADAPTIVE",
        "Claude-Sonnet-5,ADAPTIVE",
        "claude-fable-5-1,ADAPTIVE",
        "claude-mythos-preview,EITHER",
        "qwen3.5-plus,EITHER",
    })
    void kindsByName(String model, ThinkingKind expected) {
        assertThat(ThinkingKind.of(model)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "OFF,claude-sonnet-4-6,''",
        "OFF,claude-opus-5,''",
        "ADAPTIVE,claude-sonnet-4-6,adaptive",
        "ADAPTIVE,claude-opus-5,adaptive",
        "ADAPTIVE,claude-haiku-4-5,budget",
        "ADAPTIVE,claude-3-5-haiku,''",
        "ADAPTIVE,of-a-gateway,adaptive",
        "BUDGET,claude-sonnet-4-6,budget",
        "BUDGET,claude-opus-5,adaptive",
        "BUDGET,claude-haiku-4-5,budget",
        "BUDGET,claude-3-5-haiku,''",
        "BUDGET,of-a-gateway,budget",
    })
    void eachModelIsAskedInAWayThatItKnows(Mode mode, String model, String expected) {
        String body = body(model, new ThinkingSettings(mode, 2000, ""));

        switch (expected) {
            case "adaptive" -> assertThat(body).contains(ADAPTIVE).doesNotContain("budget_tokens");
            case "budget" -> assertThat(body).contains(BUDGET);
            default -> assertThat(body).doesNotContain("thinking");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OFF,claude-sonnet-4-6,true",
        "ADAPTIVE,claude-opus-4-7,true",
        "BUDGET,of-a-gateway,true",
        "ADAPTIVE,claude-sonnet-4-5,false",
        "OFF,claude-3-5-haiku,false",
    })
    void effortGoesToModelsThatKnowIt(Mode mode, String model, boolean sent) {
        String body = body(model, new ThinkingSettings(mode, 2000, "medium"));

        assertThat(body.contains("\"output_config\":{\"effort\":\"medium\"}")).isEqualTo(sent);
    }

    @Test
    void noEffortIsSentUnlessItIsConfigured() {
        assertThat(body("claude-opus-5", new ThinkingSettings(Mode.ADAPTIVE, 0, "")))
                .contains(ADAPTIVE)
                .doesNotContain("output_config");
    }

    @Test
    void anAdaptiveEndpointWithoutABudgetLetsOlderModelsBe() {
        assertThat(body("claude-haiku-4-5", new ThinkingSettings(Mode.ADAPTIVE, 0, "")))
                .doesNotContain("thinking");
    }

    @ParameterizedTest
    @CsvSource({
        "2001,2000,2000",
        "2000,2000,0",
        "4000,4000,2000",
        "5000,8000,2500",
        "2048,8000,1024",
        "2047,8000,0",
        "100,8000,0",
    })
    void aShortReplyLowersTheBudget(long replyTokens, long wanted, long expected) {
        ChatRequest request = request("claude-haiku-4-5", Message.user("x")).withMaxOutputTokens(replyTokens);

        String body = body(request, new ThinkingSettings(Mode.BUDGET, wanted, ""));

        assertThat(body).contains("\"max_tokens\":" + replyTokens + ",");
        if (expected == 0) {
            assertThat(body).doesNotContain("thinking");
        } else {
            assertThat(body).contains("\"budget_tokens\":" + expected + "}");
        }
    }

    @Test
    void aTurnThatAnotherModelBeganGoesOnAdaptively() {
        var use = new Message(Role.ASSISTANT, List.of(new Content.ToolUse("a", "t", "{}")));
        var output = new Message(Role.TOOL, List.of(new Content.ToolOutput("a", "x", false)));
        ChatRequest request = request("claude-sonnet-4-6", Message.user("x"), use, output);

        assertThat(body(request, new ThinkingSettings(Mode.ADAPTIVE, 2000, ""))).contains(ADAPTIVE);
        assertThat(body(request, new ThinkingSettings(Mode.BUDGET, 2000, ""))).doesNotContain("thinking");
    }

    private static String body(String model, ThinkingSettings thinking) {
        return body(request(model, Message.user("x")), thinking);
    }

    private static String body(ChatRequest request, ThinkingSettings thinking) {
        var settings =
                TestEndpoints.settings("http://127.0.0.1:9", TestEndpoints.LIMITS, thinking, CacheTtl.FIVE_MINUTES);
        return new String(RequestWriter.write(request, settings), UTF_8);
    }

    private static ChatRequest request(String model, Message... messages) {
        return new ChatRequest(model, "s", List.of(), List.of(messages), ToolChoice.AUTO);
    }
}
