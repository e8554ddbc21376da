package dev.talaria.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.Blob;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the endpoint's preset, its options and pictures make of a request. */
class RequestWriterTest {
    private static final String START = "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
    private static final String HI = ",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
    private static final String PROOF =
            "[{\"type\":\"reasoning.text\",\"text\":\"hm\",\"signature\":\"x\",\"index\":0}]";

    private final Map<String, Object> config = new HashMap<>(Map.of("preset", "vllm"));

    @Test
    void withoutOptionsThereIsNothingBesidesTheProtocol() {
        assertThat(body(Message.user("hi"))).isEqualTo(START + HI + "}");
    }

    @Test
    void openRouterIsAskedForTheCost() {
        config.put("preset", "openrouter");

        assertThat(body(Message.user("hi"))).isEqualTo(START + ",\"usage\":{\"include\":true}" + HI + "}");
    }

    @Test
    void routing() {
        config.putAll(Map.of(
                "preset",
                "openrouter",
                "routingSort",
                "price",
                "routingOnly",
                new String[] {"a, b"},
                "routingIgnore",
                new String[] {"c"},
                "routingOrder",
                new String[] {"b", " ", "a"},
                "routingRequireParameters",
                true,
                "routingDataCollection",
                "deny"));

        assertThat(body(Message.user("hi")))
                .contains(",\"provider\":{\"sort\":\"price\",\"only\":[\"a\",\"b\"],\"ignore\":[\"c\"],"
                        + "\"order\":[\"b\",\"a\"],\"require_parameters\":true,\"data_collection\":\"deny\"},");
    }

    /** The Nous Portal refuses a request that would choose. */
    @Test
    void onlyOpenRouterRoutes() {
        config.putAll(Map.of("preset", "nous", "routingRequireParameters", true));

        assertThatThrownBy(() -> body(Message.user("hi")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("OpenRouter");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openrouter|\"reasoning\":{\"effort\":\"high\"}|\"max_tokens\":77",
                "nous|\"reasoning\":{\"effort\":\"high\"}|\"max_tokens\":77",
                "openai|\"reasoning_effort\":\"high\"|\"max_completion_tokens\":77",
                "vllm|\"reasoning_effort\":\"high\"|\"max_tokens\":77",
                "ollama|\"reasoning_effort\":\"high\"|\"max_tokens\":77",
            })
    void effortAndLimitOfTheReply(String preset, String effort, String limit) {
        config.putAll(Map.of("preset", preset, "reasoningEffort", "high"));

        String body = write(request(Message.user("hi")).withMaxOutputTokens(77));

        assertThat(body).contains(effort + ",").endsWith("}]," + limit + "}");
        assertThat(body.split("77|high", -1)).hasSize(3);
    }

    @Test
    void textsAndPicturesInTheirOrder() {
        var message = new Message(
                Role.USER,
                List.of(
                        new Content.Text("What is"),
                        new Content.Image("image/png", Blob.of(new byte[] {1, 2, 3, (byte) 255})),
                        new Content.Text("this?")));

        assertThat(body(message))
                .isEqualTo(START + ",\"messages\":[{\"role\":\"user\",\"content\":["
                        + "{\"type\":\"text\",\"text\":\"What is\"},"
                        + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AQID/w==\"}},"
                        + "{\"type\":\"text\",\"text\":\"this?\"}]}]}");
    }

    @ParameterizedTest
    @CsvSource({"openrouter,true", "nous,true", "openai,false", "vllm,false"})
    void thoughtsGoBackUnchangedToWhoKnowsThem(String preset, boolean expected) {
        config.put("preset", preset);

        String body = body(
                Message.user("hi"), thinking(ReasoningDetails.PROVIDER, PROOF), output(), Message.assistant("done"));

        assertThat(body.contains("\"content\":null,\"reasoning_details\":" + PROOF + ",\"tool_calls\":["))
                .isEqualTo(expected);
        assertThat(body.split("hm", -1)).hasSize(expected ? 2 : 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"anthropic|[]", "openrouter|", "openrouter|no json", "openrouter|{\"text\":\"hm\"}", "|[]"})
    void otherThoughtsStayHere(String provider, String proof) {
        config.put("preset", "openrouter");

        assertThat(body(Message.user("hi"), thinking(text(provider), text(proof)), output()))
                .doesNotContain("hm", "reasoning_details");
    }

    @Test
    void aTurnThatAnotherProviderBeganGoesWithout() {
        config.put("preset", "openrouter");
        Message ours = thinking(ReasoningDetails.PROVIDER, PROOF);
        Message theirs = thinking("anthropic", "signature:x");

        String body = body(Message.user("one"), theirs, output(), ours, output(), Message.user("two"), ours, output());

        assertThat(body.split("reasoning_details", -1)).hasSize(2);
        assertThat(body.indexOf("reasoning_details")).isGreaterThan(body.indexOf("two"));
        assertThat(body(Message.user("one"), ours, output(), theirs, output(), ours, output())
                        .split("reasoning_details", -1))
                .hasSize(3);
    }

    private String body(Message... messages) {
        return write(request(messages));
    }

    private String write(ChatRequest request) {
        return new String(
                RequestWriter.write(
                        request, EndpointSettings.of(TestConfig.of(config)).options()),
                StandardCharsets.UTF_8);
    }

    private static ChatRequest request(Message... messages) {
        return new ChatRequest("m", "", List.of(), List.of(messages), ToolChoice.AUTO);
    }

    private static Message thinking(String provider, String proof) {
        return new Message(
                Role.ASSISTANT,
                List.of(new Content.Reasoning("hm", provider, proof), new Content.ToolUse("c1", "read", "{}")));
    }

    private static Message output() {
        return new Message(Role.TOOL, List.of(new Content.ToolOutput("c1", "out", false)));
    }

    private static String text(String cell) {
        return cell == null ? "" : cell;
    }
}
