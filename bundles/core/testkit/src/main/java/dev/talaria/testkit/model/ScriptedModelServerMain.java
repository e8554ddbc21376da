package dev.talaria.testkit.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.talaria.api.model.Usage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;

/**
 * A {@link ScriptedModelServer} as a process of its own: prints its base URL on standard output, appends every raw
 * request body as one line to a file, and ends when its standard input closes.
 *
 * <p>The script is a JSON array of replies:
 *
 * <pre>{@code
 * [{"text": "Hello"},
 *  {"tool_calls": [{"name": "read_file", "arguments": {"path": "pom.xml"}}], "usage": [120, 100, 8]},
 *  {"status": 429, "body": "slow down", "headers": {"Retry-After": "1"}}]
 * }</pre>
 *
 * Further keys: {@code reasoning}, {@code finish}, {@code delay_ms}; {@code arguments} may be a text, sent as it is.
 */
public final class ScriptedModelServerMain {
    private ScriptedModelServerMain() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("usage: ScriptedModelServerMain SCRIPT.json REQUEST_LOG");
            System.exit(2);
        }
        Queue<ScriptedReply> replies = parse(Files.readString(Path.of(arguments[0])));
        Path log = Path.of(arguments[1]);
        try (var server = new ScriptedModelServer()) {
            server.answering(request -> {
                synchronized (replies) {
                    append(log, request.body());
                    ScriptedReply reply = replies.poll();
                    return reply != null ? reply : usedUp();
                }
            });
            System.out.println(server.baseUrl());
            System.out.flush();
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    static Queue<ScriptedReply> parse(String script) throws IOException {
        Queue<ScriptedReply> replies = new ArrayDeque<>();
        for (JsonNode entry : new ObjectMapper().readTree(script)) {
            replies.add(reply(entry));
        }
        return replies;
    }

    private static ScriptedReply reply(JsonNode entry) {
        ScriptedReply reply;
        if (entry.has("status")) {
            Map<String, String> headers = new LinkedHashMap<>();
            entry.path("headers")
                    .properties()
                    .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
            reply = ScriptedReply.status(
                    entry.get("status").asInt(), entry.path("body").asText(), headers);
        } else if (entry.has("tool_calls")) {
            reply = ScriptedReply.toolCalls(calls(entry.get("tool_calls")));
            reply = entry.has("text") ? reply.after(entry.get("text").asText()) : reply;
        } else if (entry.has("text")) {
            reply = ScriptedReply.text(entry.get("text").asText());
        } else {
            throw new IllegalArgumentException("a reply needs text, tool_calls or status: " + entry);
        }
        if (entry.has("usage")) {
            JsonNode usage = entry.get("usage");
            reply.usage(new Usage(
                    usage.path(0).asLong(),
                    usage.path(1).asLong(),
                    usage.path(2).asLong()));
        }
        if (entry.has("finish")) {
            reply.finish(entry.get("finish").asText());
        }
        return reply.reasoning(entry.path("reasoning").asText(""))
                .delay(Duration.ofMillis(entry.path("delay_ms").asLong()));
    }

    private static ScriptedReply.Call[] calls(JsonNode calls) {
        ScriptedReply.Call[] result = new ScriptedReply.Call[calls.size()];
        for (int index = 0; index < result.length; index++) {
            JsonNode call = calls.get(index);
            JsonNode arguments = call.path("arguments");
            result[index] = ScriptedReply.call(
                    call.path("id").asText(""),
                    call.path("name").asText(),
                    arguments.isTextual() ? arguments.asText() : arguments.toString());
        }
        return result;
    }

    private static ScriptedReply usedUp() {
        return ScriptedReply.status(
                500,
                new String(
                        ChatCompletionsWire.error("the script is used up; this request finds no reply"),
                        StandardCharsets.UTF_8));
    }

    private static void append(Path log, byte[] body) {
        byte[] line = Arrays.copyOf(body, body.length + 1);
        line[body.length] = '\n';
        try {
            Files.write(log, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
