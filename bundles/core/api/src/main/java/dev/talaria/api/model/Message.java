package dev.talaria.api.model;

import java.util.List;
import java.util.stream.Collectors;

/** One message of a conversation. */
public record Message(Role role, List<Content> content) {
    public Message {
        content = List.copyOf(content);
    }

    public static Message user(String text) {
        return new Message(Role.USER, List.of(new Content.Text(text)));
    }

    public static Message assistant(String text) {
        return new Message(Role.ASSISTANT, List.of(new Content.Text(text)));
    }

    /** All text parts joined; without reasoning. */
    public String text() {
        return content.stream()
                .filter(part -> part instanceof Content.Text)
                .map(part -> ((Content.Text) part).text())
                .collect(Collectors.joining());
    }

    public List<Content.ToolUse> toolUses() {
        return content.stream()
                .filter(part -> part instanceof Content.ToolUse)
                .map(part -> (Content.ToolUse) part)
                .toList();
    }
}
