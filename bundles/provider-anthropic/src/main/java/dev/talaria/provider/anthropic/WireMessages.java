package dev.talaria.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import dev.talaria.provider.support.ReplayedArguments;
import dev.talaria.provider.support.WireJson;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Makes the protocol's messages of a conversation: they are of the user or of the assistant in turn, and the outputs of
 * tools go into the user's. What the endpoint would refuse is left out: blank texts, and messages without any block.
 */
final class WireMessages {
    private static final String NO_OUTPUT = "(it failed and said nothing)";

    private final ArrayNode messages = WireJson.MAPPER.createArrayNode();

    private WireMessages() {}

    static ArrayNode of(List<Message> conversation) {
        var wire = new WireMessages();
        conversation.forEach(wire::add);
        return wire.messages;
    }

    /** Whether the block is of the kinds that carry no cache marker. */
    static boolean isThinking(JsonNode block) {
        return WireJson.text(block, "type").endsWith("thinking");
    }

    private void add(Message message) {
        String role = message.role() == Role.ASSISTANT ? "assistant" : "user";
        for (Content part : message.content()) {
            block(part).ifPresent(block -> content(role).add(block));
        }
    }

    /** The blocks of the last message if it is of that role, else of a new one. */
    private ArrayNode content(String role) {
        JsonNode last = messages.path(messages.size() - 1);
        if (WireJson.text(last, "role").equals(role)) {
            return (ArrayNode) last.get("content");
        }
        return messages.addObject().put("role", role).putArray("content");
    }

    private static Optional<ObjectNode> block(Content part) {
        return switch (part.kind()) {
            case TEXT -> text(((Content.Text) part).text());
            case IMAGE -> Optional.of(image((Content.Image) part));
            case REASONING -> ReasoningProof.block((Content.Reasoning) part);
            case TOOL_USE -> Optional.of(toolUse((Content.ToolUse) part));
            case TOOL_OUTPUT -> Optional.of(toolResult((Content.ToolOutput) part));
        };
    }

    private static Optional<ObjectNode> text(String text) {
        return text.isBlank()
                ? Optional.empty()
                : Optional.of(
                        WireJson.MAPPER.createObjectNode().put("type", "text").put("text", text));
    }

    private static ObjectNode image(Content.Image image) {
        ObjectNode block = WireJson.MAPPER.createObjectNode().put("type", "image");
        block.putObject("source")
                .put("type", "base64")
                .put("media_type", image.mediaType())
                .put("data", Base64.getEncoder().encodeToString(image.data().bytes()));
        return block;
    }

    private static ObjectNode toolUse(Content.ToolUse use) {
        ObjectNode block = WireJson.MAPPER
                .createObjectNode()
                .put("type", "tool_use")
                .put("id", WireId.of(use.id()))
                .put("name", use.name());
        // As it came, not parsed and written anew: the bytes before are what the endpoint has in its cache.
        block.putRawValue("input", new RawValue(ReplayedArguments.of(use)));
        return block;
    }

    private static ObjectNode toolResult(Content.ToolOutput output) {
        ObjectNode block = WireJson.MAPPER
                .createObjectNode()
                .put("type", "tool_result")
                .put("tool_use_id", WireId.of(output.id()));
        if (output.failed()) {
            // An error without a content is refused.
            return block.put("content", output.text().isBlank() ? NO_OUTPUT : output.text())
                    .put("is_error", true);
        }
        return output.text().isEmpty() ? block : block.put("content", output.text());
    }
}
