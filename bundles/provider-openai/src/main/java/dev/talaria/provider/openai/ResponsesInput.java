package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.talaria.api.base.Blob;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import dev.talaria.provider.support.ReplayedArguments;
import dev.talaria.provider.support.WireJson;
import java.util.Base64;
import java.util.List;

/** A conversation as input items of the Responses API. */
final class ResponsesInput {
    private static final int MAX_CALL_ID = 64;

    private final ArrayNode items = WireJson.MAPPER.createArrayNode();

    private ResponsesInput() {}

    static ArrayNode of(List<Message> messages) {
        var input = new ResponsesInput();
        for (Message message : messages) {
            if (message.role() == Role.USER) {
                input.addUser(message);
            } else if (message.role() == Role.ASSISTANT) {
                input.addAssistant(message.content());
            } else {
                message.content().forEach(input::addOutput);
            }
        }
        return input.items;
    }

    private void addUser(Message message) {
        ObjectNode item = items.addObject().put("type", "message").put("role", "user");
        if (message.content().stream().noneMatch(part -> part instanceof Content.Image)) {
            item.put("content", message.text());
            return;
        }
        ArrayNode parts = item.putArray("content");
        for (Content part : message.content()) {
            if (part instanceof Content.Text text) {
                parts.addObject().put("type", "input_text").put("text", text.text());
            } else if (part instanceof Content.Image image) {
                parts.addObject()
                        .put("type", "input_image")
                        .put("image_url", dataUrl(image))
                        .put("detail", "auto");
            }
        }
    }

    private void addAssistant(List<Content> content) {
        for (int i = 0; i < content.size(); i++) {
            Content part = content.get(i);
            if (part instanceof Content.Text text) {
                items.addObject()
                        .put("type", "message")
                        .put("role", "assistant")
                        .put("content", text.text());
            } else if (part instanceof Content.ToolUse use) {
                items.addObject()
                        .put("type", "function_call")
                        .put("call_id", callId(use.id()))
                        .put("name", use.name())
                        .put("arguments", ReplayedArguments.of(use));
            } else if (part instanceof Content.Reasoning reasoning && leadsSomewhere(content, i)) {
                ResponsesReasoning.item(reasoning).ifPresent(items::add);
            }
        }
    }

    private void addOutput(Content part) {
        if (part instanceof Content.ToolOutput output) {
            items.addObject()
                    .put("type", "function_call_output")
                    .put("call_id", callId(output.id()))
                    .put("output", output.text());
        }
    }

    /** A reasoning item without the item that it led to is refused; a reply that was cut may end in one. */
    private static boolean leadsSomewhere(List<Content> content, int index) {
        return content.subList(index, content.size()).stream()
                .anyMatch(part -> part instanceof Content.Text || part instanceof Content.ToolUse);
    }

    private static String dataUrl(Content.Image image) {
        return "data:" + image.mediaType() + ";base64,"
                + Base64.getEncoder().encodeToString(image.data().bytes());
    }

    /** The id itself, or one that always is the same for it: a longer one is refused, and others' may be longer. */
    private static String callId(String id) {
        return id.length() <= MAX_CALL_ID ? id : Blob.sha256(id);
    }
}
