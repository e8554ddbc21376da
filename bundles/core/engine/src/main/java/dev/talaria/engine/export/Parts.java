package dev.talaria.engine.export;

import dev.talaria.api.base.Json;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Content.ToolOutput;
import dev.talaria.api.model.Content.ToolUse;
import dev.talaria.api.model.Message;
import dev.talaria.engine.json.JsonSyntaxException;
import dev.talaria.engine.json.JsonText;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The parts of a message, masked. */
record Parts(Message message, UnaryOperator<String> mask) {
    /** A picture is a word. */
    String text() {
        return mask.apply(message.content().stream()
                .filter(part -> part.kind() == Content.Kind.TEXT || part.kind() == Content.Kind.IMAGE)
                .map(part -> part instanceof Content.Text text ? text.text() : "[image]")
                .collect(Collectors.joining("\n")));
    }

    String reasoning() {
        return mask.apply(message.content().stream()
                .filter(Content.Reasoning.class::isInstance)
                .map(part -> ((Content.Reasoning) part).text())
                .collect(Collectors.joining("\n")));
    }

    List<ToolUse> uses() {
        return message.toolUses();
    }

    List<ToolOutput> outputs() {
        return message.content().stream()
                .filter(ToolOutput.class::isInstance)
                .map(ToolOutput.class::cast)
                .toList();
    }

    String masked(String text) {
        return mask.apply(text);
    }

    /** What cannot be parsed is an empty object. */
    Map<String, Object> arguments(ToolUse use) {
        try {
            Object parsed = JsonText.parse(use.rawArguments());
            return parsed instanceof Map<?, ?> map ? Masked.object(map, mask) : Json.object();
        } catch (JsonSyntaxException e) {
            return Json.object();
        }
    }
}
