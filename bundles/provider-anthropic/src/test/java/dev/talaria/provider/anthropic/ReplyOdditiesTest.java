package dev.talaria.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.Role;
import dev.talaria.api.model.Usage;
import dev.talaria.testkit.model.ScriptedReply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies as the protocol foresees them, or does not: threat 29, and errors inside a reply. */
class ReplyOdditiesTest extends WireFixture {
    private static final String THINKING = begin(0, "'type':'thinking','thinking':'','signature':''")
            + delta(0, "'type':'thinking_delta','thinking':'six '")
            + delta(0, "'type':'thinking_delta','thinking':'times seven'")
            + delta(0, "'type':'signature_delta','signature':'c2lnbmVk/+=='")
            + end(0);
    private static final String REDACTED = begin(1, "'type':'redacted_thinking','data':'c2VjcmV0'") + end(1);

    @Test
    void thinkingComesBackAsItWas() {
        Message reply =
                ask(START, THINKING, REDACTED, text(2, "42"), END_TURN, STOP).message();

        assertThat(reply.content())
                .containsExactly(
                        new Content.Reasoning("six times seven", "anthropic", "signature:c2lnbmVk/+=="),
                        new Content.Reasoning("", "anthropic", "redacted:c2VjcmV0"),
                        new Content.Text("42"));
        assertThat(listener.reasoning()).containsExactly("six ", "times seven");

        server.reply("ok");
        ask(List.of(Message.user("hi"), reply, Message.user("more")));

        assertThat(server.requests().get(1).bodyText())
                .contains("{\"type\":\"thinking\",\"thinking\":\"six times seven\",\"signature\":\"c2lnbmVk/+==\"},"
                        + "{\"type\":\"redacted_thinking\",\"data\":\"c2VjcmV0\"},"
                        + "{\"type\":\"text\",\"text\":\"42\"");
    }

    @Test
    void aSignatureWithoutTheThoughtIsKept() {
        var signed = begin(0, "'type':'thinking','thinking':''")
                + delta(0, "'type':'signature_delta','signature':'s'")
                + end(0);

        assertThat(ask(START, signed, text(1, "yes"), END_TURN, STOP).message().content())
                .startsWith(new Content.Reasoning("", "anthropic", "signature:s"));
    }

    @Test
    void interleavedBlocks() {
        ChatResponse response = ask(
                START,
                toolUse(0, "a", "one"),
                toolUse(1, "b", "two"),
                input(0, "{\\\"x\\\""),
                input(1, "{}"),
                end(1),
                input(0, ":1}"),
                end(0),
                TOOLS,
                STOP);

        assertThat(response.finish()).isEqualTo(FinishReason.TOOL_USE);
        assertThat(response.message().toolUses())
                .containsExactly(new Content.ToolUse("a", "one", "{\"x\":1}"), new Content.ToolUse("b", "two", "{}"));
    }

    @Test
    void aDuplicateIndexIsNoReply() {
        assertMalformed("block 0 begins twice", START, toolUse(0, "a", "one"), toolUse(0, "b", "two"), end(0), TOOLS);
        assertMalformed("block 0 begins twice", START, text(0, "a"), text(0, "b"), END_TURN, STOP);
    }

    @Test
    void blocksThatAreNotInOrder() {
        assertMalformed("block 0 has no beginning", START, input(0, "{}"), TOOLS, STOP);
        assertMalformed("goes on after its end", START, toolUse(0, "a", "one"), end(0), input(0, "{}"), TOOLS, STOP);
        assertMalformed("a block has no end", START, toolUse(0, "a", "one"), input(0, "{"), TOOLS, STOP);
        assertMalformed("another type", START, toolUse(0, "a", "one"), textDelta(0, "x"), end(0), TOOLS, STOP);
        assertMalformed("no index", START, event("content_block_start", "'content_block':{'type':'text'}"), STOP);
        assertMalformed("begins twice", START, START, END_TURN, STOP);
        assertMalformed("message_start", END_TURN, STOP);
        assertMalformed("no name", START, toolUse(0, "a", ""), end(0), TOOLS, STOP);
    }

    @Test
    void aConnectionCutInAToolInputIsNoReply() {
        String begun = START + toolUse(0, "a", "one") + input(0, "{\\\"path\\\":\\\"a");
        String whole = START + toolUse(0, "a", "one") + input(0, "{}");

        assertMalformed("broke off", ScriptedReply.rawStream(begun).cut());
        assertMalformed("broke off", ScriptedReply.rawStream(whole + TOOLS).cut());
        assertMalformed("broke off", ScriptedReply.rawStream(whole + end(0)).cut());
        assertThat(ask(ScriptedReply.rawStream(whole + end(0) + TOOLS).cut())
                        .message()
                        .toolUses())
                .as("nothing of it is missing")
                .hasSize(1);
    }

    @Test
    void malformedArgumentsStayAsTheyAre() {
        ChatResponse response = ask(START, toolUse(0, "a", "one"), input(0, "{\\\"p\\\": oops"), end(0), TOOLS, STOP);

        assertThat(response.message().toolUses()).containsExactly(new Content.ToolUse("a", "one", "{\"p\": oops"));
    }

    @Test
    void argumentsCutAtTheOutputLimit() {
        ChatResponse begun =
                ask(START, toolUse(0, "a", "one"), input(0, "{\\\"p"), end(0), stopping("max_tokens"), STOP);
        assertThat(begun.finish()).isEqualTo(FinishReason.LENGTH);
        assertThat(begun.message().toolUses()).containsExactly(new Content.ToolUse("a", "one", "{\"p"));

        ChatResponse bare = ask(START, toolUse(0, "a", "one"), end(0), stopping("max_tokens"), STOP);
        assertThat(bare.message().toolUses())
                .as("no arguments that look like a whole object")
                .containsExactly(new Content.ToolUse("a", "one", ""));

        String whole = "{'type':'message','content':[{'type':'tool_use','id':'a','name':'one','input':{'p':'hal'}}],"
                + "'stop_reason':'max_tokens'}";
        assertThat(ask(whole.replace('\'', '"')).message().toolUses())
                .containsExactly(new Content.ToolUse("a", "one", ""));
    }

    @Test
    void equalAndMissingIdsAreMadeDifferent() {
        server.reply(ScriptedReply.rawStream(START
                + toolUse(0, "a", "one")
                + end(0)
                + toolUse(1, "a", "two")
                + end(1)
                + toolUse(2, "", "three")
                + end(2)
                + TOOLS
                + STOP));
        var earlier = new Message(Role.ASSISTANT, List.of(new Content.ToolUse("a", "one", "{}")));
        var output = new Message(Role.TOOL, List.of(new Content.ToolOutput("a", "x", false)));

        assertThat(ask(List.of(Message.user("x"), earlier, output)).message().toolUses())
                .extracting(Content.ToolUse::id)
                .doesNotContain("a", "")
                .doesNotHaveDuplicates();
    }

    @Test
    void anErrorInsideTheStream() {
        ModelException failure = failure(
                START,
                text(0, "half"),
                event("error", "'error':{'type':'overloaded_error','message':'Overloaded'}"),
                END_TURN,
                STOP);

        assertThat(failure.reason()).isEqualTo(Reason.OVERLOADED);
        assertThat(failure).hasMessageContaining("reported an error: Overloaded");
    }

    @ParameterizedTest
    @CsvSource({
        "rate_limit_error,slow down,RATE_LIMIT",
        "api_error,it broke,SERVER_ERROR",
        "invalid_request_error,no such field,BAD_REQUEST",
        "invalid_request_error,prompt is too long: 9 tokens > 8 maximum,CONTEXT_OVERFLOW",
        "timeout_error,too slow,TIMEOUT",
        "moonrise,whatever,SERVER_ERROR",
    })
    void errorsInsideTheStreamByType(String type, String message, Reason expected) {
        ModelException failure = failure(event("error", "'error':{'type':'" + type + "','message':'" + message + "'}"));

        assertThat(failure.reason()).isEqualTo(expected);
        assertThat(failure).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,STOP",
        "stop_sequence,STOP",
        "tool_use,STOP",
        "max_tokens,LENGTH",
        "model_context_window_exceeded,LENGTH",
        "refusal,CONTENT_FILTER",
        "pause_turn,OTHER",
        "moonrise,OTHER",
    })
    void stopReasons(String said, FinishReason expected) {
        assertThat(ask(START, text(0, "x"), stopping(said), STOP).finish()).isEqualTo(expected);
    }

    @Test
    void usageIsCumulative() {
        String start = event(
                "message_start",
                "'message':{'model':'m-2','usage':{'input_tokens':10,'cache_read_input_tokens':100,"
                        + "'cache_creation_input_tokens':1000,'output_tokens':1}}");
        String first = event("message_delta", "'delta':{},'usage':{'output_tokens':5}");
        String second = event("message_delta", "'delta':{'stop_reason':'end_turn'},'usage':{'output_tokens':8}");

        ChatResponse response = ask(start, text(0, "x"), first, second, STOP);

        assertThat(response.usage()).isEqualTo(new Usage(1110, 100, 8, 1000, 0));
        assertThat(response.model()).isEqualTo("m-2");
    }
}
