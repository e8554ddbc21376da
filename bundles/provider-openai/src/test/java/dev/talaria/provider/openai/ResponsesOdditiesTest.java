package dev.talaria.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.testkit.model.ScriptedReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies of the Responses API as the protocol does not foresee them, and errors inside a reply. */
class ResponsesOdditiesTest extends WireFixture {
    private static final String COMPLETED = "{'type':'response.completed','response':{'status':'completed'}}";
    private static final String CUT = "{'type':'response.incomplete','response':{'status':'incomplete',"
            + "'incomplete_details':{'reason':'max_output_tokens'}}}";
    private static final String CALL_ADDED = added(0, "fc", call("a", "one", ""));
    private static final String CALL_DONE = done(0, "fc", call("a", "one", "{}"));

    @Override
    WireApi api() {
        return WireApi.RESPONSES;
    }

    @Test
    void aStreamWithoutItsEnd() {
        reply(CALL_ADDED, CALL_DONE);

        assertMalformed("without response.completed");
    }

    @Test
    void anEndOfAnotherProtocolIsNone() {
        reply(CALL_ADDED, CALL_DONE, "[DONE]");

        assertMalformed("without response.completed");
    }

    @Test
    void eventsAfterTheEndDoNotCount() {
        reply(text(0, "one"), COMPLETED, text(0, "two"), CALL_DONE, CUT);

        ChatResponse response = ask();

        assertThat(response.message().text()).isEqualTo("one");
        assertThat(response.finish()).isEqualTo(FinishReason.STOP);
        assertThat(listener.text()).containsExactly("one");
    }

    @Test
    void textAfterTheEndOfItsItemDoesNotCount() {
        reply(text(0, "one"), done(0, "t0", message("one")), text(0, "two"), COMPLETED);

        assertThat(ask().message().text()).isEqualTo("one");
        assertThat(listener.text()).containsExactly("one");
    }

    @Test
    void unknownEventsAndItemsAreSkipped() {
        reply(
                "{'type':'response.moonrise','output_index':0,'item':7}",
                "{'type':'response.output_item.added','output_index':0,'item':{'id':'w','type':'web_search_call'}}",
                "{'type':'response.output_item.done','output_index':0,'item':{'id':'w','type':'web_search_call'}}",
                text(1, "one"),
                COMPLETED);

        assertThat(ask().message().content()).containsExactly(new Content.Text("one"));
    }

    @Test
    void itemsOutOfOrder() {
        reply(
                done(2, "fc2", call("b", "two", "{}")),
                done(1, "fc1", call("a", "one", "[]")),
                text(0, "first"),
                COMPLETED);

        assertThat(ask().message().content())
                .containsExactly(
                        new Content.Text("first"),
                        new Content.ToolUse("a", "one", "[]"),
                        new Content.ToolUse("b", "two", "{}"));
    }

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

        assertThat(ask().message().toolUses()).extracting(Content.ToolUse::name).containsExactly("one");
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
    void onlyTheEnd() {
        reply(completed(message("all of it")));

        assertThat(ask().message().text()).isEqualTo("all of it");
        assertThat(listener.text()).containsExactly("all of it");
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

    @Test
    void summariesInParts() {
        reply(
                "{'type':'response.reasoning_summary_text.delta','item_id':'r','summary_index':0,'delta':'a'}",
                "{'type':'response.reasoning_summary_text.delta','item_id':'r','summary_index':1,'delta':'b'}",
                "{'type':'response.reasoning_summary_text.delta','item_id':'r','summary_index':1,'delta':'c'}",
                COMPLETED);

        assertThat(ask().message().content()).containsExactly(new Content.Reasoning("a\n\nbc"));
        assertThat(String.join("", listener.reasoning())).isEqualTo("a\n\nbc");
    }

    @Test
    void reasoningWithoutASummaryIsKeptForItsProof() {
        String item = "{'id':'r','type':'reasoning','summary':[],'encrypted_content':'gAAA'}";
        reply("{'type':'response.output_item.done','output_index':0,'item':" + item + "}", text(1, "x"), COMPLETED);

        assertThat(ask().message().content())
                .containsExactly(new Content.Reasoning("", "openai-responses", json(item)), new Content.Text("x"));
    }

    @Test
    void refusalsAreText() {
        reply("{'type':'response.refusal.delta','item_id':'m','output_index':0,'delta':'No.'}", COMPLETED);

        assertThat(ask().message().text()).isEqualTo("No.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'error','code':'rate_limit_exceeded','message':'it broke'}|RATE_LIMIT",
                "{'type':'error','error':{'code':'context_length_exceeded','message':'it broke'}}|CONTEXT_OVERFLOW",
                "{'type':'response.failed','response':{'status':'failed','instructions':'beware of the context length',"
                        + "'error':{'code':'server_error','message':'it broke'}}}|SERVER_ERROR",
            })
    void errorsInsideTheStream(String event, Reason expected) {
        reply(text(0, "half"), event, COMPLETED);

        ModelException failure = failure();

        assertThat(failure.reason()).isEqualTo(expected);
        assertThat(failure).hasMessageContaining("it broke");
    }

    @Test
    void anErrorAsAWholeReply() {
        server.reply(ScriptedReply.rawStream(
                json("{'status':'failed','output':[],'error':{'code':'server_error','message':'it broke'}}")));

        assertThat(failure()).hasMessageContaining("it broke");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"type\"\n\n",
                "data: [1,2]\n\n",
                "data: \"text\"\n\n",
                "<html>Welcome</html>",
                "{\"object\":\"list\"}",
                "{\"status\":\"in_progress\",\"output\":[]}",
                "{\"status\":\"failed\",\"output\":[]}",
                "data: {\"type\":\"response.failed\",\"response\":{}}\n\n",
                "data: {\"type\":\"response.output_item.done\",\"item\":7}\n\n",
                "data: {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\"}}\n",
                "",
            })
    void nonsense(String stream) {
        server.reply(ScriptedReply.rawStream(stream));

        assertMalformed("");
    }

    @Test
    void theTypeMayStandInTheEventsName() {
        server.reply(ScriptedReply.rawStream("event: response.output_text.delta\ndata: {\"delta\":\"hi\"}\n\n"
                + "event: response.completed\ndata: {\"response\":{}}\n\n"));

        assertThat(ask().message().text()).isEqualTo("hi");
    }

    private void reply(String... events) {
        StringBuilder stream = new StringBuilder();
        for (String event : events) {
            stream.append("data: ").append(json(event)).append("\n\n");
        }
        server.reply(ScriptedReply.rawStream(stream.toString()));
    }

    /** Quotes are written as apostrophes, and those that belong to a text as ^. */
    private static String json(String text) {
        return text.replace('\'', '"').replace('^', '\'');
    }

    private static String text(int index, String delta) {
        return "{'type':'response.output_text.delta','item_id':'t" + index + "','output_index':" + index
                + ",'content_index':0,'delta':'" + delta + "'}";
    }

    private static String arguments(int index, String id, String delta) {
        return "{'type':'response.function_call_arguments.delta','item_id':'" + id + "','output_index':" + index
                + ",'delta':'" + delta.replace('\'', '^') + "'}";
    }

    private static String argumentsDone(int index, String id, String arguments) {
        return "{'type':'response.function_call_arguments.done','item_id':'" + id + "','output_index':" + index
                + ",'arguments':'" + arguments.replace('\'', '^') + "'}";
    }

    private static String added(int index, String id, String item) {
        return "{'type':'response.output_item.added','output_index':" + index + ",'item':" + named(item, id) + "}";
    }

    private static String done(int index, String id, String item) {
        return "{'type':'response.output_item.done','output_index':" + index + ",'item':" + named(item, id) + "}";
    }

    private static String named(String item, String id) {
        return "{'id':'" + id + "'," + item.substring(1);
    }

    private static String call(String callId, String name, String arguments) {
        return "{'type':'function_call','call_id':'" + callId + "','name':'" + name + "','arguments':'" + arguments
                + "'}";
    }

    private static String message(String text) {
        return "{'type':'message','content':[{'type':'output_text','text':'" + text + "'}]}";
    }

    private static String completed(String... output) {
        return "{'type':'response.completed','response':{'status':'completed','output':[" + String.join(",", output)
                + "]}}";
    }
}
