package dev.talaria.provider.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.base.Blob;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.Role;
import dev.talaria.provider.support.EndpointClient;
import dev.talaria.provider.support.HttpClients;
import dev.talaria.testkit.model.ScriptedModelServer;
import dev.talaria.testkit.model.ScriptedReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the configuration to the wire and back, by either protocol. */
class SentOptionsTest {
    private final ScriptedModelServer server = new ScriptedModelServer();
    private final OkHttpClient client = HttpClients.open();
    private final Map<String, Object> config = new HashMap<>(Map.of("baseUrl", server.baseUrl()));

    @AfterEach
    void close() {
        HttpClients.close(client);
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses"})
    void picturesAreBoundedTogether(String api) {
        config.putAll(Map.of("api", api, "maxImageMegabytes", 1));
        Message half = picture(1 << 19);
        Message more = picture((1 << 19) + 1);

        ModelException failure =
                catchThrowableOfType(ModelException.class, () -> ask(half, Message.assistant("yes"), more));

        assertThat(failure.reason()).isEqualTo(Reason.IMAGES_REFUSED);
        assertThat(failure.shown()).contains("1.00 MB", "lab", "maxImageMegabytes", "new session");
        assertThat(server.requests()).isEmpty();
        server.reply("a square");
        config.put("api", "chat");
        assertThat(ask(half, Message.assistant("yes"), half).message().text()).isEqualTo("a square");
    }

    @Test
    void thoughtsAndCostMakeTheRound() {
        config.put("preset", "openrouter");
        String details = "[{\"type\":\"reasoning.encrypted\",\"data\":\"ab\",\"index\":0}]";
        server.reply(
                ScriptedReply.rawStream("data: {\"choices\":[{\"delta\":{\"content\":\"yes\",\"reasoning_details\":"
                        + details + "},\"finish_reason\":\"stop\"}]}\n\n"
                        + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"cost\":0.5}}\n\n"
                        + "data: [DONE]\n\n"));
        server.reply("no");

        ChatResponse first = ask(Message.user("one"));
        ask(Message.user("one"), first.message(), Message.user("two"));

        assertThat(first.cost().orElseThrow().usd()).isEqualByComparingTo("0.5");
        assertThat(server.requests().get(1).bodyText())
                .contains("{\"role\":\"assistant\",\"content\":\"yes\",\"reasoning_details\":" + details + "}");
    }

    @Test
    void theResponsesApiIsToldTheEffortToo() {
        config.putAll(Map.of("api", "responses", "reasoningEffort", "low"));

        byte[] body = ResponsesRequest.write(
                request(Message.user("hi")),
                EndpointSettings.of(TestConfig.of(config)).options());

        assertThat(new String(body, UTF_8)).contains("\"reasoning\":{\"effort\":\"low\"}");
    }

    private ChatResponse ask(Message... messages) {
        var model = new OpenAiChatModel(
                new EndpointClient<>(EndpointSettings.of(TestConfig.of(config)), client, ref -> Optional.empty()));
        return model.chat(request(messages), ChatListener.SILENT, new CancellationSource());
    }

    private static ChatRequest request(Message... messages) {
        return new ChatRequest("m", "", List.of(), List.of(messages), ToolChoice.AUTO);
    }

    private static Message picture(int bytes) {
        return new Message(Role.USER, List.of(new Content.Image("image/png", Blob.of(new byte[bytes]))));
    }
}
