package dev.talaria.engine.session;

import dev.talaria.api.context.ContextEntry;
import dev.talaria.api.model.Content;
import dev.talaria.api.prompt.PromptEpoch;
import dev.talaria.api.tool.ToolDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a session in memory takes, roughly: two bytes for a character, and something for each object around it. */
final class SessionSize {
    private static final long OBJECT_BYTES = 200;
    private static final long SCHEMA_BYTES = 4_000;

    private SessionSize() {}

    static long bytes(List<ContextEntry> entries, @Nullable PromptEpoch epoch) {
        long bytes = epoch == null ? 0 : bytes(epoch);
        for (ContextEntry entry : entries) {
            for (Content part : entry.message().content()) {
                bytes += OBJECT_BYTES + bytes(part);
            }
        }
        return bytes;
    }

    private static long bytes(PromptEpoch epoch) {
        long bytes = 2L * epoch.system().length();
        for (ToolDefinition tool : epoch.tools()) {
            bytes += SCHEMA_BYTES + 2L * tool.description().length();
        }
        return bytes;
    }

    private static long bytes(Content part) {
        return switch (part.kind()) {
            case TEXT -> 2L * ((Content.Text) part).text().length();
            case IMAGE -> {
                Content.Image image = (Content.Image) part;
                yield image.data() instanceof StoredBlob ? 0 : image.data().size();
            }
            case REASONING -> {
                Content.Reasoning thought = (Content.Reasoning) part;
                yield 2L * (thought.text().length() + thought.proof().length());
            }
            case TOOL_USE -> 2L * ((Content.ToolUse) part).rawArguments().length();
            case TOOL_OUTPUT -> 2L * ((Content.ToolOutput) part).text().length();
        };
    }
}
