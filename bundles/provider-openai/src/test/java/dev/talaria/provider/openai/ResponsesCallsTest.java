package dev.talaria.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.testkit.model.ScriptedReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tool calls of the Responses API as the protocol does not foresee them: right, or no reply. */
class ResponsesCallsTest extends ResponsesFixture {
    @Test
    void interleavedCalls() {
        reply(
                added(0, "x", call("a", "one", "")),
                added(1, "y", call("b", "two", "")),
                arguments(0, "x", "["),
                arguments(1, "y", "{"),
                arguments(0, "x", "]"),
                arguments(1, "y", "}"),
                argumentsDone(0, "x", "[]"),
                argumentsDone(1, "y", "{}"),
                COMPLETED);

        assertThat(ask().message().toolUses())
                .containsExactly(new Content.ToolUse("a", "one", "[]"), new Content.ToolUse("b", "two", "{}"));
    }

    @Test
    void argumentsGivenTwice() {
        reply(CALL_ADDED, arguments(0, "fc", "{'n':1"), argumentsDone(0, "fc", "{'n':2}"), COMPLETED);

        assertThat(ask().message().toolUses()).containsExactly(new Content.ToolUse("a", "one", "{'n':2}"));
    }

    @Test
    void argumentsAfterTheirEndDoNotCount() {
        reply(CALL_ADDED, argumentsDone(0, "fc", "{}"), arguments(0, "fc", "}"), COMPLETED);

        assertThat(ask().message().toolUses()).containsExactly(new Content.ToolUse("a", "one", "{}"));
    }

    @Test
    void aCallWithoutItsBeginning() {
        reply(arguments(0, "fc", "{"), arguments(0, "fc", "}"), CALL_DONE, COMPLETED);

        assertThat(ask().message().toolUses()).containsExactly(new Content.ToolUse("a", "one", "{}"));
    }

    @Test
    void aBeginningAfterTheFirstPart() {
        reply(arguments(0, "fc", "{"), CALL_ADDED, arguments(0, "fc", "}"), argumentsDone(0, "fc", ""), COMPLETED);

        assertThat(ask().message().toolUses()).containsExactly(new Content.ToolUse("a", "one", "{}"));
    }

    @Test
    void aCallWithoutANameIsNoReply() {
        reply(argumentsDone(0, "fc", "{}"), COMPLETED);

        assertMalformed("no name");
    }

    @Test
    void aCallWithoutItsEndIsNoReply() {
        reply(CALL_ADDED, arguments(0, "fc", "{}"), COMPLETED);

        assertMalformed("no end");
    }

    @Test
    void whatTheStreamLostStandsAtTheEnd() {
        reply(CALL_ADDED, arguments(0, "fc", "{"), completed(call("a", "one", "{}"), call("b", "two", "[]")));

        assertThat(ask().message().toolUses())
                .containsExactly(new Content.ToolUse("a", "one", "{}"), new Content.ToolUse("b", "two", "[]"));
    }

    @Test
    void anEndWithoutACallOfTheStreamIsNoReply() {
        reply(CALL_ADDED, arguments(0, "fc", "{"), completed(message("done")));

        assertMalformed("leaves out a tool call");
    }

    @Test
    void anotherIdInEachEvent() {
        reply(
                added(0, "i1", call("a", "one", "")),
                arguments(0, "i2", "{"),
                arguments(0, "i3", "}"),
                done(0, "i4", call("a", "one", "{}")),
                COMPLETED);

        assertThat(ask().message().toolUses()).containsExactly(new Content.ToolUse("a", "one", "{}"));
    }

    @Test
    void oneIndexForAllItems() {
        reply(
                added(0, "m", message("")),
                done(0, "m", message("first")),
                added(0, "x", call("a", "one", "")),
                arguments(0, "x", "{"),
                done(0, "x", call("a", "one", "{}")),
                added(0, "x", call("b", "two", "")),
                done(0, "x", call("b", "two", "[]")),
                COMPLETED);

        assertThat(ask().message().content())
                .containsExactly(
                        new Content.Text("first"),
                        new Content.ToolUse("a", "one", "{}"),
                        new Content.ToolUse("b", "two", "[]"));
    }

    @Test
    void equalIdsAreMadeDifferent() {
        reply(done(0, "x", call("a", "one", "{}")), done(1, "y", call("a", "two", "{}")), COMPLETED);

        assertThat(ask().message().toolUses())
                .extracting(Content.ToolUse::id)
                .startsWith("a")
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void aPartOfAnotherTypeIsNoReply() {
        reply(added(0, "m", message("")), done(0, "m", message("x")), arguments(7, "m", "{}"), COMPLETED);

        assertMalformed("goes on as");
    }

    @Test
    void argumentsThatTheLimitCutStayAsTheyAre() {
        reply(CALL_ADDED, arguments(0, "fc", "{'p"), CUT);

        ChatResponse response = ask();

        assertThat(response.finish()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.message().toolUses()).containsExactly(new Content.ToolUse("a", "one", "{'p"));
    }

    @ParameterizedTest
    @CsvSource({"content_filter,CONTENT_FILTER", "moonrise,OTHER"})
    void callsThatSomethingElseCutAreNone(String reason, FinishReason expected) {
        reply(text(0, "well"), added(1, "fc", call("a", "one", "")), CUT.replace("max_output_tokens", reason));

        ChatResponse response = ask();

        assertThat(response.finish()).isEqualTo(expected);
        assertThat(response.message().content()).containsExactly(new Content.Text("well"));
    }

    @Test
    void aCutWholeReply() {
        server.reply(ScriptedReply.rawStream(json("{'object':'response','status':'incomplete','error':null,"
                + "'incomplete_details':{'reason':'content_filter'},'output':["
                + message("half") + "," + call("a", "one", "{").replace("}", ",'status':'incomplete'}") + "]}")));

        ChatResponse response = ask();

        assertThat(response.finish()).isEqualTo(FinishReason.CONTENT_FILTER);
        assertThat(response.message().content()).containsExactly(new Content.Text("half"));
    }
}
