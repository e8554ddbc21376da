package dev.talaria.testkit.model;

import dev.talaria.api.base.Json;
import dev.talaria.api.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes replies as the Anthropic Messages API does, streamed or whole. Finish reasons of scripts, which are those of
 * chat completions, become this protocol's; others are sent as they are.
 */
final class AnthropicWire implements ModelWire {
    private static final Map<String, String> STOP_REASONS = Map.of(
            "stop", "end_turn",
            "tool_calls", "tool_use",
            "length", "max_tokens",
            "content_filter", "refusal");

    private final String id;
    private final String model;

    AnthropicWire(String id, Map<String, Object> request) {
        this.id = id;
        this.model = String.valueOf(request.getOrDefault("model", ""));
    }

    @Override
    public List<byte[]> content(ScriptedReply reply) {
        List<byte[]> events = new ArrayList<>();
        Map<String, Object> usage = reply.usage == null ? null : usage(reply.usage, 1);
        events.add(event("message_start", "message", message(List.of(), null, usage)));
        int index = 0;
        if (!reply.reasoning.isEmpty()) {
            addThinking(events, index++, reply);
        }
        if (!reply.text.isEmpty()) {
            events.add(start(index, Json.object("type", "text", "text", "")));
            for (String part : reply.text) {
                events.add(delta(index, "text_delta", "text", part));
            }
            events.add(stop(index++));
        }
        for (int call = 0; call < reply.calls.size(); call++) {
            events.add(start(index, toolUse(reply, call, Json.object())));
            for (String part : WireBytes.split(reply.calls.get(call).arguments())) {
                events.add(delta(index, "input_json_delta", "partial_json", part));
            }
            events.add(stop(index++));
        }
        return events;
    }

    @Override
    public List<byte[]> end(ScriptedReply reply) {
        List<byte[]> events = new ArrayList<>();
        Map<String, Object> delta = Json.object("stop_reason", stopReason(reply), "stop_sequence", null);
        events.add(
                reply.usage == null
                        ? event("message_delta", "delta", delta)
                        : event(
                                "message_delta",
                                "delta",
                                delta,
                                "usage",
                                Json.object("output_tokens", reply.usage.outputTokens())));
        if (reply.end == ScriptedReply.End.COMPLETE) {
            events.add(event("message_stop"));
        }
        return events;
    }

    @Override
    public byte[] whole(ScriptedReply reply) {
        List<Object> content = new ArrayList<>();
        if (!reply.reasoning.isEmpty()) {
            content.add(Json.object("type", "thinking", "thinking", reply.reasoning, "signature", reply.signature));
        }
        if (!reply.text.isEmpty()) {
            content.add(Json.object("type", "text", "text", String.join("", reply.text)));
        }
        for (int call = 0; call < reply.calls.size(); call++) {
            content.add(
                    toolUse(reply, call, WireBytes.object(reply.calls.get(call).arguments())));
        }
        Map<String, Object> usage = reply.usage == null ? null : usage(reply.usage, reply.usage.outputTokens());
        return WireBytes.json(message(content, stopReason(reply), usage));
    }

    static byte[] models(List<String> models) {
        Object[] entries = models.stream()
                .map(name -> Json.object("type", "model", "id", name, "display_name", name))
                .toArray();
        return WireBytes.json(Json.object("data", Json.array(entries), "has_more", false));
    }

    static byte[] error(String message) {
        return WireBytes.json(Json.object("type", "error", "error", Json.object("type", "script", "message", message)));
    }

    private static void addThinking(List<byte[]> events, int index, ScriptedReply reply) {
        events.add(start(index, Json.object("type", "thinking", "thinking", "", "signature", "")));
        events.add(delta(index, "thinking_delta", "thinking", reply.reasoning));
        if (!reply.signature.isEmpty()) {
            events.add(delta(index, "signature_delta", "signature", reply.signature));
        }
        events.add(stop(index));
    }

    private Map<String, Object> message(
            List<Object> content, @Nullable String stopReason, @Nullable Map<String, Object> usage) {
        return Json.object(
                "id", id,
                "type", "message",
                "role", "assistant",
                "model", model,
                "content", content,
                "stop_reason", stopReason,
                "stop_sequence", null,
                "usage", usage);
    }

    private Map<String, Object> toolUse(ScriptedReply reply, int index, Map<String, Object> input) {
        ScriptedReply.Call call = reply.calls.get(index);
        String given = call.id().isEmpty() ? "toolu_" + id + "_" + index : call.id();
        return Json.object("type", "tool_use", "id", given, "name", call.name(), "input", input);
    }

    /** Its input tokens are those that have nothing to do with the cache. */
    private static Map<String, Object> usage(Usage usage, long outputTokens) {
        return Json.object(
                "input_tokens",
                usage.inputTokens() - usage.cachedInputTokens() - usage.cacheWriteTokens(),
                "cache_creation_input_tokens",
                usage.cacheWriteTokens(),
                "cache_read_input_tokens",
                usage.cachedInputTokens(),
                "output_tokens",
                outputTokens);
    }

    private static String stopReason(ScriptedReply reply) {
        return STOP_REASONS.getOrDefault(reply.finishReason(), reply.finishReason());
    }

    private static byte[] start(int index, Map<String, Object> block) {
        return event("content_block_start", "index", index, "content_block", block);
    }

    private static byte[] delta(int index, String type, String field, String value) {
        return event("content_block_delta", "index", index, "delta", Json.object("type", type, field, value));
    }

    private static byte[] stop(int index) {
        return event("content_block_stop", "index", index);
    }

    private static byte[] event(String type, Object... fields) {
        List<Object> data = new ArrayList<>(List.of("type", type));
        data.addAll(List.of(fields));
        return WireBytes.event(type, Json.object(data.toArray()));
    }
}
