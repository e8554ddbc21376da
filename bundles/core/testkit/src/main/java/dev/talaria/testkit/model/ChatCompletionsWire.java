package dev.talaria.testkit.model;

import dev.talaria.api.base.Json;
import dev.talaria.api.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes replies as OpenAI chat completions, streamed or whole. */
final class ChatCompletionsWire implements ModelWire {
    static final String DONE = "[DONE]";

    private final String id;
    private final String model;
    private final boolean includeUsage;

    ChatCompletionsWire(String id, Map<String, Object> request) {
        this.id = id;
        this.model = String.valueOf(request.getOrDefault("model", ""));
        this.includeUsage = request.get("stream_options") instanceof Map<?, ?> options
                && Boolean.TRUE.equals(options.get("include_usage"));
    }

    @Override
    public List<byte[]> content(ScriptedReply reply) {
        List<byte[]> events = new ArrayList<>();
        events.add(delta(Json.object("role", "assistant", "content", ""), null));
        if (!reply.reasoning.isEmpty()) {
            events.add(delta(Json.object("reasoning_content", reply.reasoning), null));
        }
        for (String part : reply.text) {
            events.add(delta(Json.object("content", part), null));
        }
        for (int index = 0; index < reply.calls.size(); index++) {
            events.add(toolDelta(Json.object(
                    "index",
                    index,
                    "id",
                    callId(reply, index),
                    "type",
                    "function",
                    "function",
                    Json.object("name", reply.calls.get(index).name(), "arguments", ""))));
            for (String part : WireBytes.split(reply.calls.get(index).arguments())) {
                events.add(toolDelta(Json.object("index", index, "function", Json.object("arguments", part))));
            }
        }
        return events;
    }

    @Override
    public List<byte[]> end(ScriptedReply reply) {
        List<byte[]> events = new ArrayList<>();
        events.add(delta(Json.object(), reply.finishReason()));
        if (includeUsage && reply.usage != null) {
            events.add(WireBytes.event(chunk(Json.array(), usage(reply.usage))));
        }
        if (reply.end == ScriptedReply.End.COMPLETE) {
            events.add(WireBytes.event(DONE));
        }
        return events;
    }

    @Override
    public byte[] whole(ScriptedReply reply) {
        List<Object> calls = new ArrayList<>();
        for (int index = 0; index < reply.calls.size(); index++) {
            ScriptedReply.Call call = reply.calls.get(index);
            calls.add(Json.object(
                    "id", callId(reply, index),
                    "type", "function",
                    "function", Json.object("name", call.name(), "arguments", call.arguments())));
        }
        List<Object> message = new ArrayList<>(List.of("role", "assistant", "content", String.join("", reply.text)));
        if (!reply.reasoning.isEmpty()) {
            message.addAll(List.of("reasoning_content", reply.reasoning));
        }
        if (!calls.isEmpty()) {
            message.addAll(List.of("tool_calls", calls));
        }
        return WireBytes.json(Json.object(
                "id",
                id,
                "object",
                "chat.completion",
                "created",
                0,
                "model",
                model,
                "choices",
                Json.array(Json.object(
                        "index", 0,
                        "message", Json.object(message.toArray()),
                        "finish_reason", reply.finishReason())),
                "usage",
                reply.usage == null ? null : usage(reply.usage)));
    }

    static byte[] models(List<String> models) {
        Object[] entries = models.stream()
                .map(name -> Json.object("id", name, "object", "model", "created", 0, "owned_by", "script"))
                .toArray();
        return WireBytes.json(Json.object("object", "list", "data", Json.array(entries)));
    }

    static byte[] error(String message) {
        return WireBytes.json(Json.object("error", Json.object("message", message, "type", "script", "code", null)));
    }

    private byte[] toolDelta(Map<String, Object> call) {
        return delta(Json.object("tool_calls", Json.array(call)), null);
    }

    private byte[] delta(Map<String, Object> delta, @Nullable String finish) {
        Map<String, Object> choice = Json.object("index", 0, "delta", delta, "finish_reason", finish);
        return WireBytes.event(chunk(Json.array(choice), null));
    }

    private Map<String, Object> chunk(List<Object> choices, @Nullable Map<String, Object> usage) {
        return Json.object(
                "id", id,
                "object", "chat.completion.chunk",
                "created", 0,
                "model", model,
                "choices", choices,
                "usage", usage);
    }

    private String callId(ScriptedReply reply, int index) {
        String given = reply.calls.get(index).id();
        return given.isEmpty() ? "call_" + id + "_" + index : given;
    }

    private static Map<String, Object> usage(Usage usage) {
        return Json.object(
                "prompt_tokens", usage.inputTokens(),
                "completion_tokens", usage.outputTokens(),
                "total_tokens", usage.inputTokens() + usage.outputTokens(),
                "prompt_tokens_details", Json.object("cached_tokens", usage.cachedInputTokens()));
    }
}
