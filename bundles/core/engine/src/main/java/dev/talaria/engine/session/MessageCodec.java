package dev.talaria.engine.session;

import dev.talaria.api.base.Json;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import dev.talaria.engine.session.EventCodec.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Message content as plain values. */
final class MessageCodec {
    private MessageCodec() {}

    static List<Object> content(List<Content> content) {
        List<Object> result = new ArrayList<>();
        content.forEach(part -> result.add(encode(part)));
        return result;
    }

    static Message assistant(List<?> content) {
        List<Content> parts = new ArrayList<>();
        for (Object element : content) {
            if (element instanceof Map<?, ?> map) {
                decode(new Fields(Json.freezeObject(map)), parts);
            }
        }
        return new Message(Role.ASSISTANT, parts);
    }

    private static Map<String, Object> encode(Content part) {
        return switch (part.kind()) {
            case TEXT -> Json.object("type", "text", "text", ((Content.Text) part).text());
            case REASONING -> {
                Content.Reasoning thought = (Content.Reasoning) part;
                yield thought.proof().isEmpty()
                        ? Json.object("type", "reasoning", "text", thought.text())
                        : Json.object(
                                "type",
                                "reasoning",
                                "text",
                                thought.text(),
                                "provider",
                                thought.provider(),
                                "proof",
                                thought.proof());
            }
            case TOOL_USE -> {
                Content.ToolUse use = (Content.ToolUse) part;
                yield Json.object("type", "tool_use", "id", use.id(), "name", use.name(), "raw", use.rawArguments());
            }
            case IMAGE, TOOL_OUTPUT -> throw new IllegalArgumentException("not part of a reply");
        };
    }

    private static void decode(Fields part, List<Content> parts) {
        switch (part.text("type")) {
            case "text" -> parts.add(new Content.Text(part.text("text")));
            case "reasoning" ->
                parts.add(new Content.Reasoning(part.text("text"), part.text("provider"), part.text("proof")));
            case "tool_use" -> parts.add(new Content.ToolUse(part.text("id"), part.text("name"), part.text("raw")));
            default -> {
                // written by a newer version; this one cannot show it
            }
        }
    }
}
