package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.Content;
import dev.talaria.provider.support.MalformedReply;
import dev.talaria.provider.support.ToolUseIds;
import dev.talaria.provider.support.WireJson;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One output item while it arrives. What says all of a thing goes before the parts of it. */
final class ResponsesItem {
    static final String MESSAGE = "message";
    static final String CALL = "function_call";
    static final String REASONING = "reasoning";

    private final ChatListener listener;
    private final Map<Integer, StringBuilder> parts = new TreeMap<>();
    private JsonNode start = MissingNode.getInstance();
    private JsonNode item = MissingNode.getInstance();
    private String type = "";
    private boolean argumentsDone;
    private boolean begun;
    private boolean done;

    ResponsesItem(ChatListener listener) {
        this.listener = listener;
    }

    /** Takes the item as it is at its beginning: what it is called may stand there only. */
    void begin(JsonNode beginning) throws MalformedReply {
        expect(WireJson.text(beginning, "type"));
        start = beginning;
        begun = true;
    }

    /** Takes the item as it is at its end. */
    void end(JsonNode whole) throws MalformedReply {
        expect(WireJson.text(whole, "type"));
        item = whole;
        done = true;
        if (parts.isEmpty()) {
            hear(type.equals(REASONING) ? ResponsesReasoning.text(whole) : spoken(whole));
        }
    }

    /** @param index of the part of the item that the delta continues */
    void append(String partType, int index, String delta) throws MalformedReply {
        expect(partType);
        if (done || argumentsDone || delta.isEmpty()) {
            return;
        }
        boolean another = !parts.isEmpty() && !parts.containsKey(index);
        parts.computeIfAbsent(index, ignored -> new StringBuilder()).append(delta);
        hear(another && type.equals(REASONING) ? ResponsesReasoning.BETWEEN_PARTS + delta : delta);
    }

    /** Takes the whole of a part, which goes before its deltas; some servers end a part without repeating it. */
    void replace(String partType, int index, String text) throws MalformedReply {
        expect(partType);
        if (done) {
            return;
        }
        if (!text.isEmpty() && parts.put(index, new StringBuilder(text)) == null) {
            hear(text);
        }
        argumentsDone = type.equals(CALL);
    }

    boolean isBegun() {
        return begun;
    }

    boolean isDone() {
        return done;
    }

    boolean isCall() {
        return type.equals(CALL);
    }

    boolean isOf(String other) {
        return type.isEmpty() || type.equals(other);
    }

    /** The endpoint's id of the call, which pairs it with its output; empty if it has none. */
    String callId() {
        return said("call_id");
    }

    /** Whether nothing of a call is missing. */
    boolean isWhole() {
        return done ? !WireJson.text(item, "status").equals("incomplete") : argumentsDone;
    }

    /** What it is to us; empty for what nobody here asked for. */
    Optional<Content> content(ToolUseIds ids) throws MalformedReply {
        switch (type) {
            case MESSAGE -> {
                String text = first(spoken(item), joined(""));
                return text.isEmpty() ? Optional.empty() : Optional.of(new Content.Text(text));
            }
            case REASONING -> {
                String text = first(ResponsesReasoning.text(item), joined(ResponsesReasoning.BETWEEN_PARTS));
                Content.Reasoning thought = ResponsesReasoning.of(text, item);
                boolean empty = text.isEmpty() && thought.proof().isEmpty();
                return empty ? Optional.empty() : Optional.of(thought);
            }
            case CALL -> {
                String name = said("name");
                if (name.isEmpty()) {
                    throw new MalformedReply("a tool call has no name");
                }
                String arguments = first(arguments(item), first(joined(""), arguments(start)));
                return Optional.of(new Content.ToolUse(ids.next(callId()), name, arguments));
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    private void expect(String expected) throws MalformedReply {
        if (!isOf(expected)) {
            throw new MalformedReply("an item of type " + type + " goes on as one of type " + expected);
        }
        type = expected;
    }

    private void hear(String text) {
        if (text.isEmpty()) {
            return;
        }
        if (type.equals(MESSAGE)) {
            listener.onText(text);
        } else if (type.equals(REASONING)) {
            listener.onReasoning(text);
        }
    }

    /** A text by the protocol; some servers send the object itself. */
    private static String arguments(JsonNode item) {
        JsonNode arguments = item.path("arguments");
        return arguments.isObject() ? arguments.toString() : WireJson.text(item, "arguments");
    }

    private String said(String name) {
        return first(WireJson.text(item, name), WireJson.text(start, name));
    }

    private String joined(String between) {
        return parts.values().stream().map(StringBuilder::toString).collect(Collectors.joining(between));
    }

    private static String spoken(JsonNode message) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : message.path("content")) {
            text.append(WireJson.text(part, "text")).append(WireJson.text(part, "refusal"));
        }
        return text.toString();
    }

    private static String first(String preferred, String other) {
        return preferred.isEmpty() ? other : preferred;
    }
}
