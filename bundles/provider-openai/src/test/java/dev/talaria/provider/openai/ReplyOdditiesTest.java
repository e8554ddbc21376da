package dev.talaria.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.testkit.model.ScriptedReply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies as the protocol does not foresee them: threat 29, and errors inside a reply. */
class ReplyOdditiesTest extends WireFixture {

    @Test
    void anErrorInsideTheStream() {
        server.reply(ScriptedReply.rawStream(content("half") + "\n\n"
                + "data: {\"error\":{\"message\":\"slow down\",\"code\":429}}\n\n" + STOP + DONE));

        ModelException failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.RATE_LIMIT);
        assertThat(failure).hasMessageContaining("slow down");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event: error\ndata: {\"message\":\"it broke\"}\n\n",
                "data: {\"error\":\"it broke\"}\n\n",
                "{\"error\":{\"message\":\"it broke\"}}",
                "data: {\"choices\":[{\"error\":{\"message\":\"it broke\"},\"finish_reason\":\"error\"}]}\n\n",
            })
    void errorsInOtherDialects(String stream) {
        server.reply(ScriptedReply.rawStream(stream));

        ModelException failure = failure();

        assertThat(failure.reason()).isEqualTo(Reason.SERVER_ERROR);
        assertThat(failure).hasMessageContaining("it broke");
    }

    @Test
    void anErrorAsFinishReasonIsNoReply() {
        server.reply(ScriptedReply.rawStream(content("half") + "\n\n" + chunk("{}", "\"error\"") + "\n\n" + DONE));

        assertMalformed("error");
    }

    @Test
    void oneIndexForTwoCalls() {
        server.reply(ScriptedReply.rawStream(calls(
                "{'index':0,'id':'a','function':{'name':'one','arguments':'{}'}}",
                "{'index':0,'id':'b','function':{'name':'two','arguments':'{'}}",
                "{'index':0,'function':{'arguments':'}'}}")));

        assertThat(ask().message().toolUses())
                .containsExactly(new Content.ToolUse("a", "one", "{}"), new Content.ToolUse("b", "two", "{}"));
    }

    @Test
    void aNameSentTwice() {
        server.reply(ScriptedReply.rawStream(calls(
                "{'index':0,'id':'a','function':{'name':'one','arguments':'{'}}",
                "{'index':0,'id':'a','function':{'name':'one','arguments':'}'}}")));

        assertThat(ask().message().toolUses()).containsExactly(new Content.ToolUse("a", "one", "{}"));
    }

    @Test
    void interleavedCalls() {
        server.reply(ScriptedReply.rawStream(calls(
                "{'index':0,'id':'a','function':{'name':'one','arguments':'['}}",
                "{'index':1,'id':'b','function':{'name':'two','arguments':'{'}}",
                "{'index':0,'function':{'arguments':']'}}",
                "{'index':1,'function':{'arguments':'}'}}")));

        assertThat(ask().message().toolUses())
                .containsExactly(new Content.ToolUse("a", "one", "[]"), new Content.ToolUse("b", "two", "{}"));
    }

    @Test
    void callsWithoutIndexAndId() {
        server.reply(ScriptedReply.rawStream(calls(
                "{'function':{'name':'one','arguments':{'a':1}}}", "{'function':{'name':'one','arguments':'{}'}}")));

        List<Content.ToolUse> uses = ask().message().toolUses();

        assertThat(uses).extracting(Content.ToolUse::rawArguments).containsExactly("{\"a\":1}", "{}");
        assertThat(uses)
                .extracting(Content.ToolUse::id)
                .allMatch(id -> id.startsWith("call_"))
                .doesNotHaveDuplicates();
    }

    @Test
    void equalIdsAreMadeDifferent() {
        server.reply(ScriptedReply.rawStream(calls(
                "{'index':0,'id':'a','function':{'name':'one','arguments':'{}'}}",
                "{'index':1,'id':'a','function':{'name':'two','arguments':'{}'}}")));

        assertThat(ask().message().toolUses())
                .extracting(Content.ToolUse::id)
                .startsWith("a")
                .doesNotHaveDuplicates();
    }

    @Test
    void aCallWithoutANameIsNoReply() {
        server.reply(ScriptedReply.rawStream(calls("{'index':0,'id':'a','function':{'arguments':'{}'}}")));

        assertMalformed("no name");
    }

    @Test
    void truncatedArgumentsStayAsTheyAre() {
        server.reply(
                ScriptedReply.rawStream(calls("{'index':0,'id':'a','function':{'name':'one','arguments':'{\\\"p'}}")
                        .replace("\"tool_calls\"}]", "\"length\"}]")));

        ChatResponse response = ask();

        assertThat(response.finish()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.message().toolUses()).containsExactly(new Content.ToolUse("a", "one", "{\"p"));
    }

    @Test
    void toolCallsThatEndWithStop() {
        server.reply(ScriptedReply.rawStream(calls("{'index':0,'id':'a','function':{'name':'one','arguments':'{}'}}")
                .replace(CALLS_END, STOP)));

        assertThat(ask().finish()).isEqualTo(FinishReason.TOOL_USE);
    }

    @Test
    void reasoningUnderEitherNameAndInTags() {
        server.reply(ScriptedReply.rawStream(chunk("{\"reasoning\":\"a\"}", "null") + "\n\n"
                + chunk("{\"reasoning\":\"b\",\"reasoning_content\":\"b\"}", "null") + "\n\n"
                + content("<thi") + "\n\n" + content("nk>c") + "\n\n" + content("</thi") + "\n\n"
                + content("nk>\\n\\nyes") + "\n\n"
                + STOP + DONE));

        assertThat(ask().message().content()).containsExactly(new Content.Reasoning("abc"), new Content.Text("yes"));
        assertThat(listener.reasoning()).containsExactly("a", "b", "c");
    }
}
