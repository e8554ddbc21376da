package dev.talaria.engine.export;

import dev.talaria.api.base.Json;
import dev.talaria.api.context.ContextEntry;
import dev.talaria.api.model.Content.ToolOutput;
import dev.talaria.api.model.Content.ToolUse;
import dev.talaria.api.prompt.PromptEpoch;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.engine.json.JsonSyntaxException;
import dev.talaria.engine.json.JsonText;
import dev.talaria.engine.session.SessionEvent;
import dev.talaria.engine.session.SessionEvent.AssistantMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code conversations} in the layout that Hermes Agent trains with: a system message that is made up from
 * the tools, thoughts and calls as tags, all results of a reply as one {@code tool} message.
 */
final class ShareGptExport implements Exporter {
    private static final String NO_THOUGHT = "<think>\n</think>\n";

    private final PromptEpoch epoch;
    private final UnaryOperator<String> mask;
    private final Appendable out;
    private final Map<String, String> tools = new HashMap<>();
    private String model = "";
    private Instant time = Instant.EPOCH;
    private boolean answered;

    ShareGptExport(PromptEpoch epoch, UnaryOperator<String> mask, Appendable out) {
        this.epoch = epoch;
        this.mask = mask;
        this.out = out;
    }

    @Override
    public void begin() throws IOException {
        List<Object> signatures = new ArrayList<>();
        for (ToolDefinition tool : epoch.tools()) {
            signatures.add(Json.object(
                    "name",
                    tool.name(),
                    "description",
                    tool.description(),
                    "parameters",
                    tool.parameters(),
                    "required",
                    null));
        }
        out.append("{\"conversations\": [");
        out.append(turn("system", system().replace("%s", PythonJson.write(signatures))));
    }

    private static String system() throws IOException {
        try (InputStream text = ShareGptExport.class.getResourceAsStream("sharegpt-system.txt")) {
            if (text == null) {
                throw new IOException("sharegpt-system.txt is missing in this bundle");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        }
    }

    @Override
    public void message(ContextEntry entry, Optional<SessionEvent> event, Instant at) throws IOException {
        time = at;
        event.filter(AssistantMessage.class::isInstance).ifPresent(found -> model = ((AssistantMessage) found).model());
        Parts parts = new Parts(entry.message(), mask);
        out.append(", ");
        switch (entry.message().role()) {
            case ASSISTANT -> out.append(turn("gpt", said(parts)));
            case TOOL -> out.append(turn("tool", results(parts)));
            default -> out.append(turn("human", parts.text()));
        }
    }

    private String said(Parts parts) {
        answered = parts.uses().isEmpty();
        StringBuilder value = new StringBuilder();
        if (!parts.reasoning().isBlank()) {
            value.append("<think>\n").append(parts.reasoning()).append("\n</think>\n");
        }
        if (answered) {
            value.append(parts.text());
        } else if (!parts.text().isBlank()) {
            value.append(parts.text()).append("\n");
        }
        for (ToolUse use : parts.uses()) {
            tools.put(use.id(), use.name());
            Map<String, Object> call = Json.object("name", use.name(), "arguments", parts.arguments(use));
            value.append("<tool_call>\n").append(PythonJson.write(call)).append("\n</tool_call>\n");
        }
        String whole = value.indexOf("<think>") < 0 ? NO_THOUGHT + value : value.toString();
        return answered ? whole.strip() : whole.stripTrailing();
    }

    private String results(Parts parts) {
        List<String> results = new ArrayList<>();
        for (ToolOutput output : parts.outputs()) {
            Map<String, Object> result = Json.object(
                    "tool_call_id",
                    output.id(),
                    "name",
                    tools.getOrDefault(output.id(), "unknown"),
                    "content",
                    content(output.text()));
            results.add("<tool_response>\n" + PythonJson.write(result) + "\n</tool_response>");
        }
        return String.join("\n", results);
    }

    private @Nullable Object content(String text) {
        String start = text.strip();
        if (start.startsWith("{") || start.startsWith("[")) {
            try {
                return Masked.value(JsonText.parse(text), mask);
            } catch (JsonSyntaxException e) {
                return mask.apply(text);
            }
        }
        return mask.apply(text);
    }

    @Override
    public void end() throws IOException {
        out.append("], \"timestamp\": ").append(PythonJson.write(time.toString()));
        out.append(", \"model\": ").append(PythonJson.write(model));
        out.append(", \"completed\": ").append(PythonJson.write(answered)).append("}\n");
    }

    private static String turn(String from, String value) {
        return PythonJson.write(Json.object("from", from, "value", value));
    }
}
