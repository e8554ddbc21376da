package dev.talaria.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.Content;
import dev.talaria.provider.support.MalformedReply;
import dev.talaria.provider.support.ToolUseIds;
import dev.talaria.provider.support.WireJson;
import java.util.Optional;

/** One content block of a reply, while it arrives. */
final class Block {
    private final JsonNode start;
    private final Kind kind;
    private final ChatListener listener;
    private final StringBuilder text = new StringBuilder();
    private String signature;
    private boolean open = true;

    /** @param start what the block holds from its beginning: little in a stream, everything in a whole reply */
    Block(JsonNode start, ChatListener listener) {
        this.start = start;
        this.kind = Kind.of(WireJson.text(start, "type"));
        this.listener = listener;
        this.signature = WireJson.text(start, "signature");
        if (kind == Kind.TEXT) {
            say(WireJson.text(start, "text"));
        } else if (kind == Kind.THINKING) {
            think(WireJson.text(start, "thinking"));
        }
    }

    boolean isOpen() {
        return open;
    }

    void close() {
        open = false;
    }

    /** Adds to the block. A delta of an unknown type is skipped, as the protocol wants it. */
    void accept(JsonNode delta) throws MalformedReply {
        String type = WireJson.text(delta, "type");
        switch (type) {
            case "text_delta" -> {
                expect(Kind.TEXT, type);
                say(WireJson.text(delta, "text"));
            }
            case "thinking_delta" -> {
                expect(Kind.THINKING, type);
                think(WireJson.text(delta, "thinking"));
            }
            case "signature_delta" -> {
                expect(Kind.THINKING, type);
                signature = WireJson.text(delta, "signature");
            }
            case "input_json_delta" -> {
                expect(Kind.TOOL_USE, type);
                text.append(WireJson.text(delta, "partial_json"));
            }
            default -> {
                // Citations, and what is yet to come.
            }
        }
    }

    /** The id of a tool use as the endpoint gave it; empty for other blocks. */
    String toolUseId() {
        return kind == Kind.TOOL_USE ? WireJson.text(start, "id") : "";
    }

    /**
     * What the block says; empty if that is nothing, or nothing that was asked for.
     *
     * @param cut whether the reply was cut in this block
     */
    Optional<Content> content(ToolUseIds ids, boolean cut) throws MalformedReply {
        return switch (kind) {
            case TEXT -> text.isEmpty() ? Optional.empty() : Optional.of(new Content.Text(text.toString()));
            case THINKING ->
                text.isEmpty() && signature.isEmpty()
                        ? Optional.empty()
                        : Optional.of(ReasoningProof.signed(text.toString(), signature));
            case REDACTED -> Optional.of(ReasoningProof.redacted(WireJson.text(start, "data")));
            case TOOL_USE -> Optional.of(toolUse(ids, cut));
            case UNKNOWN -> Optional.empty();
        };
    }

    private Content toolUse(ToolUseIds ids, boolean cut) throws MalformedReply {
        String name = WireJson.text(start, "name");
        if (name.isEmpty()) {
            throw new MalformedReply("a tool use has no name");
        }
        return new Content.ToolUse(ids.next(toolUseId()), name, arguments(cut));
    }

    /**
     * The model's own text, valid or not: a broken one is for the model to hear of. Where it said none, the input that
     * the block began with, as whole replies have it; an empty one is no text, so that a use that was cut before its
     * first argument differs from one without arguments.
     *
     * @param cut what is cut can look whole as an object, but not as a text
     */
    private String arguments(boolean cut) {
        JsonNode input = start.path("input");
        if (!text.isEmpty() || cut || !input.isObject() || input.isEmpty()) {
            return text.toString();
        }
        return input.toString();
    }

    private void say(String delta) {
        text.append(delta);
        if (!delta.isEmpty()) {
            listener.onText(delta);
        }
    }

    private void think(String delta) {
        text.append(delta);
        if (!delta.isEmpty()) {
            listener.onReasoning(delta);
        }
    }

    private void expect(Kind expected, String delta) throws MalformedReply {
        if (kind != expected && kind != Kind.UNKNOWN) {
            throw new MalformedReply("a " + delta + " came for a block of another type");
        }
    }

    private enum Kind {
        TEXT,
        THINKING,
        REDACTED,
        TOOL_USE,
        UNKNOWN;

        static Kind of(String type) {
            return switch (type) {
                case "text" -> TEXT;
                case "thinking" -> THINKING;
                case "redacted_thinking" -> REDACTED;
                case "tool_use" -> TOOL_USE;
                default -> UNKNOWN;
            };
        }
    }
}
