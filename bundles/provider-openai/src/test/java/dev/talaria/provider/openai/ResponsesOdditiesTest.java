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
class ResponsesOdditiesTest extends ResponsesFixture {
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
    void onlyTheEnd() {
        reply(completed(message("all of it")));

        assertThat(ask().message().text()).isEqualTo("all of it");
        assertThat(listener.text()).containsExactly("all of it");
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
    void aWebPageSaysWhereToLook() {
        server.reply(ScriptedReply.rawStream("<html>Welcome</html>"));

        assertMalformed("web page. Does the base URL");
    }

    @Test
    void theTypeMayStandInTheEventsName() {
        server.reply(ScriptedReply.rawStream("event: response.output_text.delta\ndata: {\"delta\":\"hi\"}\n\n"
                + "event: response.completed\ndata: {\"response\":{}}\n\n"));

        assertThat(ask().message().text()).isEqualTo("hi");
    }
}
