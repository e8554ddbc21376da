package dev.talaria.testkit.model;

import static dev.talaria.testkit.model.ScriptedReply.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.model.Usage;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedModelServerTest {
    private static final String STREAMED =
            "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
    private final HttpClient client = HttpClient.newHttpClient();
    private final ScriptedModelServer server = new ScriptedModelServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void streamsAsTheProtocolSays() throws Exception {
        server.reply(ScriptedReply.toolCalls(call("c1", "read", "{\"a\":1}"))
                .after("So.")
                .usage(new Usage(3, 2, 1)));

        List<String> events = post(server.baseUrl(), STREAMED)
                .body()
                .lines()
                .filter(l -> !l.isEmpty())
                .toList();

        assertThat(events).allMatch(event -> event.startsWith("data: "));
        assertThat(events.get(0)).contains("\"delta\":{\"role\":\"assistant\",\"content\":\"\"}");
        assertThat(events.get(1)).contains("\"delta\":{\"content\":\"So.\"},\"finish_reason\":null");
        assertThat(events.get(2)).contains("\"index\":0,\"id\":\"c1\",\"type\":\"function\"", "\"name\":\"read\"");
        assertThat(events.subList(3, 7)).noneMatch(event -> event.contains("\"name\""));
        assertThat(events.get(events.size() - 3)).contains("\"delta\":{},\"finish_reason\":\"tool_calls\"");
        assertThat(events.get(events.size() - 2))
                .contains("\"choices\":[],\"usage\":{\"prompt_tokens\":3", "\"cached_tokens\":2");
        assertThat(events.get(events.size() - 1)).isEqualTo("data: [DONE]");
    }

    @Test
    void streamsAsTheMessagesApiSays() throws Exception {
        server.reply(ScriptedReply.toolCalls(call("c1", "read", "{\"a\":1}"))
                .after("So.")
                .reasoning("hm", "c2ln")
                .usage(new Usage(6, 2, 1, 3, 0)));

        String body = post(server.baseUrl(), "/messages", STREAMED).body();

        assertThat(body.lines().filter(line -> line.startsWith("event: ")).distinct())
                .containsExactly(
                        "event: message_start",
                        "event: content_block_start",
                        "event: content_block_delta",
                        "event: content_block_stop",
                        "event: message_delta",
                        "event: message_stop");
        assertThat(body)
                .contains("\"input_tokens\":1,\"cache_creation_input_tokens\":3,\"cache_read_input_tokens\":2")
                .contains("\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"c2ln\"}")
                .contains("\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"So.\"}")
                .contains("{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"read\",\"input\":{}}")
                .contains("\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null}");
    }

    @Test
    void streamsAsTheResponsesApiSays() throws Exception {
        server.reply(ScriptedReply.toolCalls(call("c1", "read", "{\"a\":1}"))
                .after("So.")
                .reasoning("hm", "c2ln")
                .usage(new Usage(6, 2, 4, 0, 1)));

        String body = post(server.baseUrl(), "/responses", STREAMED).body();

        assertThat(body.lines().filter(line -> line.startsWith("event: ")).distinct())
                .containsExactly(
                        "event: response.created",
                        "event: response.in_progress",
                        "event: response.output_item.added",
                        "event: response.reasoning_summary_part.added",
                        "event: response.reasoning_summary_text.delta",
                        "event: response.reasoning_summary_text.done",
                        "event: response.output_item.done",
                        "event: response.content_part.added",
                        "event: response.output_text.delta",
                        "event: response.output_text.done",
                        "event: response.content_part.done",
                        "event: response.function_call_arguments.delta",
                        "event: response.function_call_arguments.done",
                        "event: response.completed");
        assertThat(body)
                .contains("{\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":")
                .contains("\"output_index\":1,\"content_index\":0,\"delta\":\"So.\"}")
                .contains("\"encrypted_content\":\"c2ln\"}")
                .contains("\"arguments\":\"{\\\"a\\\":1}\",\"call_id\":\"c1\",\"name\":\"read\"}")
                .contains("\"output_tokens\":4,\"output_tokens_details\":{\"reasoning_tokens\":1}")
                .doesNotContain("[DONE]");
    }

    @Test
    void answersWholeWhenNoStreamIsAskedFor() throws Exception {
        server.reply("Hello there");

        HttpResponse<String> response = post(server.baseUrl(), "{\"model\":\"m\"}");

        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.body()).contains("\"content\":\"Hello there\"", "\"object\":\"chat.completion\"");
    }

    @Test
    void aUsedUpScriptSaysSo() throws Exception {
        HttpResponse<String> response = post(server.baseUrl(), STREAMED);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("script is used up");
        assertThat(server.requests().get(0).bodyText()).isEqualTo(STREAMED);
    }

    @Test
    void aCutBreaksTheConnection() {
        server.reply(ScriptedReply.text("half").cut());

        assertThatThrownBy(() -> post(server.baseUrl(), STREAMED)).isInstanceOf(IOException.class);
    }

    @Test
    void runsAsAProcess(@TempDir Path folder) throws Exception {
        Path script = folder.resolve("script.json");
        Path log = folder.resolve("requests.log");
        Files.writeString(
                script,
                "[{\"text\":\"Hi\"},{\"tool_calls\":[{\"name\":\"x\",\"arguments\":{\"a\":1}}]},"
                        + "{\"status\":429,\"body\":\"slow\",\"headers\":{\"Retry-After\":\"3\"}}]");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScriptedModelServerMain.class.getName(),
                        script.toString(),
                        log.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader()) {
            String url = output.readLine();
            assertThat(post(url, STREAMED).body()).contains("Hi", "[DONE]");
            assertThat(post(url, STREAMED).body()).contains("\"name\":\"x\"");
            HttpResponse<String> refused = post(url, STREAMED);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("retry-after")).contains("3");
            assertThat(post(url, STREAMED).body()).contains("script is used up");
            assertThat(Files.readAllLines(log)).containsOnly(STREAMED).hasSize(4);
            process.getOutputStream().close();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroy();
        }
    }

    private HttpResponse<String> post(String baseUrl, String body) throws IOException, InterruptedException {
        return post(baseUrl, "/chat/completions", body);
    }

    private HttpResponse<String> post(String baseUrl, String path, String body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(baseUrl + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
