package dev.talaria.engine.export;

import dev.talaria.api.context.ContextEntry;
import dev.talaria.api.model.Content.ToolOutput;
import dev.talaria.api.model.Content.ToolUse;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.engine.session.SessionEvent;
import dev.talaria.engine.session.SessionEvent.AssistantMessage;
import dev.talaria.engine.session.SessionEvent.UserMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A conversation for people. What tools were given and gave back stands in fences that it cannot end. */
final class MarkdownExport implements Exporter {
    private static final Pattern TICKS = Pattern.compile("`{3,}");

    private final SessionSummary summary;
    private final UnaryOperator<String> mask;
    private final Appendable out;

    MarkdownExport(SessionSummary summary, UnaryOperator<String> mask, Appendable out) {
        this.summary = summary;
        this.mask = mask;
        this.out = out;
    }

    @Override
    public void begin() throws IOException {
        String title = mask.apply(summary.title().isEmpty() ? summary.id().value() : summary.title());
        out.append("# ")
                .append(title)
                .append("\n\nSession ")
                .append(summary.id().value());
        out.append(", begun ").append(summary.started().toString()).append("\n");
    }

    @Override
    public void message(ContextEntry entry, Optional<SessionEvent> event, Instant time) throws IOException {
        Parts parts = new Parts(entry.message(), mask);
        switch (entry.message().role()) {
            case USER -> heading(said(entry, event), time, parts.text());
            case ASSISTANT -> {
                String model = event.filter(AssistantMessage.class::isInstance)
                        .map(found -> ((AssistantMessage) found).model())
                        .orElse("model");
                heading(model, time, parts.text());
                for (ToolUse use : parts.uses()) {
                    fenced("→ " + use.name(), parts.masked(use.rawArguments()));
                }
            }
            case TOOL -> {
                for (ToolOutput output : parts.outputs()) {
                    fenced(output.failed() ? "← failed" : "←", parts.masked(output.text()));
                }
            }
            default -> {
                // a system message is no part of a conversation
            }
        }
    }

    private static String said(ContextEntry entry, Optional<SessionEvent> event) {
        if (entry.nature() == ContextEntry.Nature.SUMMARY) {
            return "Summary of what was said before";
        }
        return event.filter(UserMessage.class::isInstance)
                .map(found -> ((UserMessage) found).principal())
                .orElse("user");
    }

    private void heading(String who, Instant time, String text) throws IOException {
        out.append("\n## ").append(who).append(", ").append(time.toString()).append("\n");
        if (!text.isBlank()) {
            out.append("\n").append(text.strip()).append("\n");
        }
    }

    private void fenced(String title, String text) throws IOException {
        String fence = "```";
        for (Matcher ticks = TICKS.matcher(text); ticks.find(); ) {
            fence = ticks.group().length() >= fence.length() ? ticks.group() + "`" : fence;
        }
        out.append("\n").append(title).append("\n").append(fence).append("\n");
        out.append(text.stripTrailing()).append("\n").append(fence).append("\n");
    }

    @Override
    public void end() {
        // nothing is open
    }
}
