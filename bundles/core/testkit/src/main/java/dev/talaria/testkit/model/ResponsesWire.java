package dev.talaria.testkit.model;

import dev.talaria.api.base.Json;
import dev.talaria.api.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes replies as OpenAI's Responses API does, streamed or whole. Of the finish reasons of scripts, which are those
 * of chat completions, {@code stop} and {@code tool_calls} complete a reply; any other is why it is incomplete. The
 * proof of a reasoning is its encrypted content.
 */
final class ResponsesWire implements ModelWire {
    private static final Map<String, String> INCOMPLETE_REASONS = Map.of("length", "max_output_tokens");

    private final String id;
    private final String model;
    private int sequence;

    ResponsesWire(String id, Map<String, Object> request) {
        this.id = id;
        this.model = String.valueOf(request.getOrDefault("model", ""));
    }

    @Override
    public List<byte[]> content(ScriptedReply reply) {
        List<byte[]> events = new ArrayList<>();
        Map<String, Object> response = response("in_progress", List.of(), null, null);
        events.add(event("response.created", "response", response));
        events.add(event("response.in_progress", "response", response));
        int index = 0;
        if (!reply.reasoning.isEmpty()) {
            addReasoning(events, index++, reply);
        }
        if (!reply.text.isEmpty()) {
            addMessage(events, index++, reply);
        }
        for (int call = 0; call < reply.calls.size(); call++) {
            addCall(events, index++, reply, call);
        }
        return events;
    }

    @Override
    public List<byte[]> end(ScriptedReply reply) {
        Map<String, Object> response = ended(reply);
        return List.of(event("response." + response.get("status"), "response", response));
    }

    @Override
    public byte[] whole(ScriptedReply reply) {
        return WireBytes.json(ended(reply));
    }

    private void addReasoning(List<byte[]> events, int index, ScriptedReply reply) {
        events.add(added(index, Json.object("id", "rs_" + id, "type", "reasoning", "summary", Json.array())));
        Map<String, Object> part = Json.object("type", "summary_text", "text", "");
        events.add(part("response.reasoning_summary_part.added", "rs_" + id, index, "summary_index", "part", part));
        events.add(part(
                "response.reasoning_summary_text.delta", "rs_" + id, index, "summary_index", "delta", reply.reasoning));
        events.add(part(
                "response.reasoning_summary_text.done", "rs_" + id, index, "summary_index", "text", reply.reasoning));
        events.add(done(index, reasoning(reply)));
    }

    private void addMessage(List<byte[]> events, int index, ScriptedReply reply) {
        String itemId = "msg_" + id;
        events.add(added(index, message("in_progress", List.of())));
        events.add(part("response.content_part.added", itemId, index, "content_index", "part", text("")));
        for (String delta : reply.text) {
            events.add(part("response.output_text.delta", itemId, index, "content_index", "delta", delta));
        }
        String all = String.join("", reply.text);
        events.add(part("response.output_text.done", itemId, index, "content_index", "text", all));
        events.add(part("response.content_part.done", itemId, index, "content_index", "part", text(all)));
        events.add(done(index, message("completed", Json.array(text(all)))));
    }

    private void addCall(List<byte[]> events, int index, ScriptedReply reply, int call) {
        String itemId = "fc_" + id + "_" + call;
        String arguments = reply.calls.get(call).arguments();
        events.add(added(index, call(reply, call, "in_progress", "")));
        for (String delta : WireBytes.split(arguments)) {
            events.add(event(
                    "response.function_call_arguments.delta",
                    "item_id",
                    itemId,
                    "output_index",
                    index,
                    "delta",
                    delta));
        }
        events.add(event(
                "response.function_call_arguments.done",
                "item_id",
                itemId,
                "output_index",
                index,
                "arguments",
                arguments));
        events.add(done(index, call(reply, call, "completed", arguments)));
    }

    private Map<String, Object> ended(ScriptedReply reply) {
        List<Object> output = new ArrayList<>();
        if (!reply.reasoning.isEmpty()) {
            output.add(reasoning(reply));
        }
        if (!reply.text.isEmpty()) {
            output.add(message("completed", Json.array(text(String.join("", reply.text)))));
        }
        for (int call = 0; call < reply.calls.size(); call++) {
            output.add(call(reply, call, "completed", reply.calls.get(call).arguments()));
        }
        String finish = reply.finishReason();
        boolean complete = finish.equals("stop") || finish.equals("tool_calls");
        return response(
                complete ? "completed" : "incomplete",
                output,
                complete ? null : Json.object("reason", INCOMPLETE_REASONS.getOrDefault(finish, finish)),
                reply.usage == null ? null : usage(reply.usage));
    }

    private Map<String, Object> response(
            String status,
            List<Object> output,
            @Nullable Map<String, Object> incompleteDetails,
            @Nullable Map<String, Object> usage) {
        return Json.object(
                "id",
                "resp_" + id,
                "object",
                "response",
                "created_at",
                0,
                "status",
                status,
                "error",
                null,
                "incomplete_details",
                incompleteDetails,
                "model",
                model,
                "output",
                output,
                "store",
                false,
                "usage",
                usage);
    }

    private Map<String, Object> reasoning(ScriptedReply reply) {
        return Json.object(
                "id",
                "rs_" + id,
                "type",
                "reasoning",
                "summary",
                Json.array(Json.object("type", "summary_text", "text", reply.reasoning)),
                "encrypted_content",
                reply.signature.isEmpty() ? null : reply.signature);
    }

    private Map<String, Object> message(String status, List<Object> content) {
        return Json.object(
                "id", "msg_" + id, "type", "message", "status", status, "role", "assistant", "content", content);
    }

    private static Map<String, Object> text(String text) {
        return Json.object("type", "output_text", "text", text, "annotations", Json.array());
    }

    private Map<String, Object> call(ScriptedReply reply, int index, String status, String arguments) {
        ScriptedReply.Call call = reply.calls.get(index);
        return Json.object(
                "id",
                "fc_" + id + "_" + index,
                "type",
                "function_call",
                "status",
                status,
                "arguments",
                arguments,
                "call_id",
                call.id().isEmpty() ? "call_" + id + "_" + index : call.id(),
                "name",
                call.name());
    }

    private static Map<String, Object> usage(Usage usage) {
        return Json.object(
                "input_tokens", usage.inputTokens(),
                "input_tokens_details", Json.object("cached_tokens", usage.cachedInputTokens()),
                "output_tokens", usage.outputTokens(),
                "output_tokens_details", Json.object("reasoning_tokens", usage.reasoningTokens()),
                "total_tokens", usage.inputTokens() + usage.outputTokens());
    }

    private byte[] added(int index, Map<String, Object> item) {
        return event("response.output_item.added", "output_index", index, "item", item);
    }

    private byte[] done(int index, Map<String, Object> item) {
        return event("response.output_item.done", "output_index", index, "item", item);
    }

    private byte[] part(String type, String itemId, int index, String partIndex, String field, Object value) {
        return event(type, "item_id", itemId, "output_index", index, partIndex, 0, field, value);
    }

    private byte[] event(String type, Object... fields) {
        List<Object> data = new ArrayList<>(List.of("type", type, "sequence_number", sequence++));
        data.addAll(List.of(fields));
        return WireBytes.event(type, Json.object(data.toArray()));
    }
}
