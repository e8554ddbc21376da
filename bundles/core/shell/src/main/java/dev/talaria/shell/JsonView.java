package dev.talaria.shell;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.AgentEvent.Compacted;
import dev.talaria.api.agent.AgentEvent.Notice;
import dev.talaria.api.agent.AgentEvent.QuestionAsked;
import dev.talaria.api.agent.AgentEvent.Reasoning;
import dev.talaria.api.agent.AgentEvent.Steered;
import dev.talaria.api.agent.AgentEvent.Text;
import dev.talaria.api.agent.AgentEvent.ToolFinished;
import dev.talaria.api.agent.AgentEvent.ToolStarted;
import dev.talaria.api.agent.AgentEvent.TurnStarted;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.Json;
import dev.talaria.api.interact.PendingQuestion;
import dev.talaria.api.interact.Question.Choice;
import dev.talaria.api.model.Usage;
import java.util.Locale;
import java.util.Map;

/**
 * Shows a turn as one JSON object per line, for programs. Fields are only ever added. Nobody answers questions: a program
 * that reads events cannot be asked, so its turns are not attended.
 */
final class JsonView implements TurnView {
    private final AskTerminal terminal;

    JsonView(AskTerminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void on(AgentEvent event) {
        switch (event.kind()) {
            case TURN_STARTED -> {
                TurnStarted started = (TurnStarted) event;
                print(Json.object(
                        "type",
                        "turn_started",
                        "session",
                        started.session().toString(),
                        "model",
                        started.model().toString()));
            }
            case TEXT -> print(Json.object("type", "text", "text", ((Text) event).delta()));
            case REASONING -> print(Json.object("type", "reasoning", "text", ((Reasoning) event).delta()));
            case TEXT_DISCARDED -> print(Json.object("type", "text_discarded"));
            case TOOL_STARTED -> started((ToolStarted) event);
            case TOOL_FINISHED -> finished((ToolFinished) event);
            case QUESTION -> question(((QuestionAsked) event).pending());
            case STEERED -> print(Json.object("type", "steered", "text", ((Steered) event).text()));
            case NOTICE -> note(((Notice) event).text());
            case COMPACTED -> compacted((Compacted) event);
            default -> {
                // output of running tools is in their results
            }
        }
    }

    @Override
    public void note(String text) {
        print(Json.object("type", "notice", "text", text));
    }

    @Override
    public void end(TurnResult result) {
        Usage usage = result.usage();
        print(Json.object(
                "type",
                "result",
                "session",
                result.session().toString(),
                "status",
                lower(result.status()),
                "text",
                result.text(),
                "problem",
                result.problem(),
                "modelCalls",
                result.modelCalls(),
                "usage",
                Json.object(
                        "inputTokens",
                        usage.inputTokens(),
                        "cachedInputTokens",
                        usage.cachedInputTokens(),
                        "outputTokens",
                        usage.outputTokens())));
    }

    private void started(ToolStarted event) {
        print(Json.object("type", "tool_call", "id", event.callId(), "tool", event.tool(), "summary", event.summary()));
    }

    private void finished(ToolFinished event) {
        print(Json.object(
                "type",
                "tool_result",
                "id",
                event.callId(),
                "tool",
                event.tool(),
                "status",
                lower(event.result().status()),
                "text",
                event.result().text(),
                "tookMs",
                event.took().toMillis()));
    }

    private void question(PendingQuestion pending) {
        print(Json.object(
                "type",
                "approval_asked",
                "id",
                pending.id(),
                "title",
                pending.question().title(),
                "content",
                pending.question().content(),
                "choices",
                pending.question().choices().stream().map(Choice::id).toList()));
    }

    private void compacted(Compacted event) {
        print(Json.object(
                "type", "compacted", "tokensBefore", event.before(), "tokensAfter", event.after(), "how", event.how()));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private void print(Map<String, Object> event) {
        terminal.answer().println(JsonOut.write(event));
        terminal.answer().flush();
    }
}
