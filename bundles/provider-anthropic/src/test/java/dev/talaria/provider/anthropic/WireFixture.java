package dev.talaria.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.provider.support.EndpointClient;
import dev.talaria.provider.support.HttpClients;
import dev.talaria.testkit.model.RecordingListener;
import dev.talaria.testkit.model.ScriptedModelServer;
import dev.talaria.testkit.model.ScriptedReply;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;

/** Asks a server that sends chosen events. Quotes in them are written as apostrophes. */
abstract class WireFixture {
    static final String START = event("message_start", "'message':{'model':'m-1','usage':{'input_tokens':9}}");
    static final String END_TURN = stopping("end_turn");
    static final String TOOLS = stopping("tool_use");
    static final String STOP = event("message_stop", "'x':0");

    final ScriptedModelServer server = new ScriptedModelServer();
    final RecordingListener listener = new RecordingListener();
    private final OkHttpClient client = HttpClients.open();

    @AfterEach
    void close() {
        HttpClients.close(client);
        server.close();
    }

    final ChatResponse ask(String... events) {
        return ask(ScriptedReply.rawStream(String.join("", events)));
    }

    final ChatResponse ask(ScriptedReply reply) {
        server.reply(reply);
        return ask(List.of(Message.user("hi")));
    }

    final ChatResponse ask(List<Message> messages) {
        var settings = TestEndpoints.settings(server.baseUrl());
        var model = new AnthropicChatModel(new EndpointClient<>(settings, client, TestEndpoints.SECRETS));
        var request = new ChatRequest("m", "s", List.of(), messages, ToolChoice.AUTO);
        return model.chat(request, listener, new CancellationSource());
    }

    final ModelException failure(String... events) {
        return failure(ScriptedReply.rawStream(String.join("", events)));
    }

    final void assertMalformed(String part, String... events) {
        assertMalformed(part, ScriptedReply.rawStream(String.join("", events)));
    }

    final void assertMalformed(String part, ScriptedReply reply) {
        ModelException failure = failure(reply);
        assertThat(failure.reason()).isEqualTo(Reason.MALFORMED_REPLY);
        assertThat(failure).hasMessageContaining(part).hasMessageContaining(server.baseUrl());
    }

    private ModelException failure(ScriptedReply reply) {
        ModelException failure = catchThrowableOfType(ModelException.class, () -> ask(reply));
        assertThat(failure).as("a ModelException was expected").isNotNull();
        return failure;
    }

    static String text(int index, String text) {
        return begin(index, "'type':'text','text':''") + textDelta(index, text) + end(index);
    }

    static String textDelta(int index, String text) {
        return delta(index, "'type':'text_delta','text':'" + text + "'");
    }

    static String toolUse(int index, String id, String name) {
        return begin(index, "'type':'tool_use','id':'" + id + "','name':'" + name + "','input':{}");
    }

    /** @param part of the arguments, inside a JSON text */
    static String input(int index, String part) {
        return delta(index, "'type':'input_json_delta','partial_json':'" + part + "'");
    }

    static String begin(int index, String block) {
        return event("content_block_start", "'index':" + index + ",'content_block':{" + block + "}");
    }

    static String delta(int index, String delta) {
        return event("content_block_delta", "'index':" + index + ",'delta':{" + delta + "}");
    }

    static String end(int index) {
        return event("content_block_stop", "'index':" + index);
    }

    static String stopping(String reason) {
        return event("message_delta", "'delta':{'stop_reason':'" + reason + "'},'usage':{'output_tokens':3}");
    }

    static String event(String type, String fields) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields.replace('\'', '"') + "}\n\n";
    }
}
