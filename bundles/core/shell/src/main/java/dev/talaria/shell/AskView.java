package dev.talaria.shell;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.AgentEvent.Compacted;
import dev.talaria.api.agent.AgentEvent.Notice;
import dev.talaria.api.agent.AgentEvent.QuestionAsked;
import dev.talaria.api.agent.AgentEvent.Steered;
import dev.talaria.api.agent.AgentEvent.Text;
import dev.talaria.api.agent.AgentEvent.ToolFinished;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.interact.Interactions;
import dev.talaria.api.interact.PendingQuestion;
import dev.talaria.api.interact.Question.Choice;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.shell.text.Printable;
import dev.talaria.shell.text.Shown;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows a turn as lines: the answer streams, a finished tool call is one line. Used by one turn only. */
final class AskView implements TurnView {
    private final AskTerminal terminal;
    private final Interactions interactions;
    private boolean midLine;

    AskView(AskTerminal terminal, Interactions interactions) {
        this.terminal = terminal;
        this.interactions = interactions;
    }

    @Override
    public void on(AgentEvent event) {
        switch (event.kind()) {
            case TEXT -> text(((Text) event).delta());
            case TEXT_DISCARDED -> note("The reply broke off; what was shown of it does not count.");
            case TOOL_FINISHED -> finished((ToolFinished) event);
            case QUESTION -> question(((QuestionAsked) event).pending());
            case STEERED -> note(dim("↳ " + ((Steered) event).text()));
            case NOTICE -> note(((Notice) event).text());
            case COMPACTED -> note(dim(Shown.compacted((Compacted) event)));
            default -> {
                // the plain view shows no more
            }
        }
    }

    @Override
    public void end(TurnResult result) {
        if (!result.problem().isEmpty()) {
            note(result.problem());
        }
        endLine();
    }

    /** Ends the line that the answer is on. */
    private void endLine() {
        if (midLine) {
            terminal.answer().println();
            midLine = false;
        }
        terminal.answer().flush();
    }

    @Override
    public void note(String text) {
        endLine();
        terminal.notes().println(Printable.of(text));
        terminal.notes().flush();
    }

    private void text(String delta) {
        if (delta.isEmpty()) {
            return;
        }
        terminal.answer().print(Printable.of(delta));
        terminal.answer().flush();
        midLine = !delta.endsWith("\n");
    }

    private void finished(ToolFinished event) {
        ToolResult.Status status = event.result().status();
        boolean ok = status == ToolResult.Status.OK;
        String time = String.format(Locale.ROOT, "%.1f s", event.took().toMillis() / 1_000.0);
        String line = (ok ? "● " : "✗ ") + event.tool() + "  " + event.summary() + "  " + time;
        note(dim(ok ? line : line + "  " + status.name().toLowerCase(Locale.ROOT)));
        if (!ok) {
            note(dim("  " + firstLine(event.result().text())));
        }
    }

    private void question(PendingQuestion pending) {
        note("┌ " + Printable.exactly(pending.question().title()));
        Printable.exactly(pending.question().content()).lines().forEach(line -> note("│ " + line));
        List<Choice> choices = pending.question().choices();
        String prompt = "└ "
                + choices.stream()
                        .map(choice ->
                                "[" + choice.id().charAt(0) + "]" + choice.id().substring(1))
                        .collect(Collectors.joining("  "))
                + ": ";
        String line = terminal.readLine(prompt);
        // The safe choice is the last one; no answer at all means it too.
        String said = line == null ? "" : line.strip().toLowerCase(Locale.ROOT);
        String choice = choices.stream()
                .map(Choice::id)
                .filter(id -> !said.isEmpty() && id.startsWith(said))
                .findFirst()
                .orElse(choices.get(choices.size() - 1).id());
        if (!interactions.answer(pending.id(), pending.answerer(), choice)) {
            note("The answer came too late and does not count.");
        }
    }

    private String dim(String text) {
        return terminal.coloured() ? "\u001b[2m" + Printable.of(text) + "\u001b[0m" : text;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
