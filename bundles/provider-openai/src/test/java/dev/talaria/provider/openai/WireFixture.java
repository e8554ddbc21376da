package dev.talaria.provider.openai;

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
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;

/** Asks a server that sends chosen bytes. */
abstract class WireFixture {
    static final String STOP = chunk("{}", "\"stop\"") + "\n\n";
    static final String CALLS_END = chunk("{}", "\"tool_calls\"") + "\n\n";
    static final String DONE = "data: [DONE]\n\n";

    final ScriptedModelServer server = new ScriptedModelServer();
    private final OkHttpClient client = HttpClients.open();
    final RecordingListener listener = new RecordingListener();

    @AfterEach
    void close() {
        HttpClients.close(client);
        server.close();
    }

    WireApi api() {
        return WireApi.AUTO;
    }

    final ChatResponse ask() {
        var settings = TestEndpoints.settings(server.baseUrl(), TestEndpoints.LIMITS, api());
        var model = new OpenAiChatModel(new EndpointClient<>(settings, client, TestEndpoints.SECRETS));
        var request = new ChatRequest("m", "s", List.of(), List.of(Message.user("hi")), ToolChoice.AUTO);
        return model.chat(request, listener, new CancellationSource());
    }

    final ModelException failure() {
        ModelException failure = catchThrowableOfType(ModelException.class, this::ask);
        assertThat(failure).as("a ModelException was expected").isNotNull();
        return failure;
    }

    final void assertMalformed(String part) {
        ModelException failure = failure();
        assertThat(failure.reason()).isEqualTo(Reason.MALFORMED_REPLY);
        assertThat(failure).hasMessageContaining(part).hasMessageContaining(server.baseUrl());
    }

    static String content(String text) {
        return chunk("{\"content\":\"" + text + "\"}", "null");
    }

    static String calls(String... parts) {
        StringBuilder stream = new StringBuilder();
        for (String part : parts) {
            stream.append(chunk("{\"tool_calls\":[" + part.replace('\'', '"') + "]}", "null"))
                    .append("\n\n");
        }
        return stream.append(CALLS_END).append(DONE).toString();
    }

    static String chunk(String delta, String finish) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}";
    }
}
