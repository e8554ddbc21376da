package dev.talaria.shell.chat;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.AgentEvent.Compacted;
import dev.talaria.api.agent.AgentEvent.Notice;
import dev.talaria.api.agent.AgentEvent.Reasoning;
import dev.talaria.api.agent.AgentEvent.Replied;
import dev.talaria.api.agent.AgentEvent.Steered;
import dev.talaria.api.agent.AgentEvent.Text;
import dev.talaria.api.agent.AgentEvent.ToolFinished;
import dev.talaria.api.agent.AgentEvent.ToolOutput;
import dev.talaria.api.agent.AgentEvent.ToolStarted;
import dev.talaria.api.agent.AgentEvent.TurnStarted;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.interact.PendingQuestion;
import dev.talaria.shell.chat.Transcript.Kind;
import dev.talaria.shell.text.Printable;
import dev.talaria.shell.text.Shown;
import dev.talaria.shell.text.TextLines;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/** What the chat looks like now: what stays goes to the transcript, the rest is composed anew. Only the painter uses it. */
final class ChatView {
    /** What a command says is shown up to a screen's height, without the line that is typed and what is around it. */
    private static final int ROWS_OF_THE_REST = 6;

    private static final int LEAST_SHOWN = 6;

    private final ChatScreen screen;
    private final Palette palette;
    private final LongSupplier nanoTime;
    private final Opened opened;
    private final Transcript transcript = new Transcript();
    private final Work work;
    private final StatusLine status;
    private final Waiting waiting;
    private @Nullable Asked asked;
    private int columns;
    private boolean busy;

    ChatView(
            ChatScreen screen,
            Palette palette,
            StatusLine status,
            Waiting waiting,
            Opened opened,
            LongSupplier nanoTime) {
        this.screen = screen;
        this.palette = palette;
        this.nanoTime = nanoTime;
        this.opened = opened;
        this.status = status;
        this.waiting = waiting;
        this.columns = usable(screen.columns());
        this.work = new Work(transcript, palette, opened, columns, nanoTime);
    }

    /** The last column stays free, so that no terminal wraps a line by itself. */
    private static int usable(int columns) {
        return Math.max(10, columns - 1);
    }

    StatusLine status() {
        return status;
    }

    /** Whether something on it changes with time alone. */
    boolean busy() {
        return busy;
    }

    void thinkAloud(boolean aloud) {
        work.thinkAloud(aloud);
    }

    boolean thinksAloud() {
        return work.thinksAloud();
    }

    void said(String message) {
        work.end();
        if (screen.echoes()) {
            transcript.part();
            return;
        }
        String mark = palette.mark().toString();
        List<AttributedString> lines = new ArrayList<>();
        for (String line : Printable.of(message).split("\n", -1)) {
            for (AttributedString part : new AttributedString(line).columnSplitLength(columns - mark.length())) {
                String before = lines.isEmpty() ? mark : " ".repeat(mark.length());
                lines.add(new AttributedString(before + part, palette.strong()));
            }
        }
        transcript.add(Kind.SAID, lines);
    }

    void turnBegan() {
        busy = true;
        status.turnBegan(nanoTime.getAsLong());
    }

    void on(AgentEvent event) {
        switch (event.kind()) {
            case TURN_STARTED -> {
                TurnStarted started = (TurnStarted) event;
                status.uses(started.model(), started.sandbox(), started.mostModelCalls());
            }
            case TEXT -> work.said(((Text) event).delta());
            case REASONING -> work.thought(((Reasoning) event).delta());
            case TEXT_DISCARDED -> discarded();
            case TOOL_STARTED -> work.started((ToolStarted) event, !screen.changes());
            case TOOL_OUTPUT -> work.wrote(((ToolOutput) event).callId(), ((ToolOutput) event).text());
            case TOOL_FINISHED -> work.finished((ToolFinished) event);
            case STEERED -> steered(((Steered) event).text());
            case NOTICE -> note(((Notice) event).text(), palette.dim());
            case COMPACTED -> {
                status.compacted(((Compacted) event).after());
                note(Shown.compacted((Compacted) event), palette.dim());
            }
            case REPLIED -> {
                Replied replied = (Replied) event;
                status.replied(replied.model(), replied.usage(), replied.cost());
            }
            default -> {
                // Of a newer engine: not shown.
            }
        }
    }

    private void discarded() {
        work.end();
        note("The reply broke off; what was shown of it does not count.", palette.dim());
    }

    private void steered(String text) {
        waiting.heard(text);
        said(text);
    }

    /** @return the question as it stands on the screen */
    Asked asks(PendingQuestion pending) {
        Asked question = new Asked(pending, palette);
        work.end();
        transcript.part();
        transcript.add(Kind.NOTE, question.lines(columns));
        if (!screen.changes()) {
            transcript.add(Kind.NOTE, List.of(question.choices(columns)));
        }
        asked = question;
        return question;
    }

    /** The question was answered, or does not wait any more. */
    void answered(String choice) {
        Asked now = asked;
        if (now != null) {
            asked = null;
            transcript.add(Kind.NOTE, List.of(now.answered(choice, columns)));
            transcript.part();
        }
    }

    void turnEnded(TurnResult result) {
        turnEnded();
        if (result.status() == TurnResult.Status.INTERRUPTED) {
            note("Stopped; the session is kept.", palette.dim());
        } else if (!result.problem().isEmpty()) {
            note(result.problem(), palette.alarm());
        }
    }

    void turnEnded() {
        work.end();
        answered("not answered");
        busy = false;
        status.turnEnded();
    }

    /** Lines about the chat, not of it: a reply that is being drawn goes on below them. */
    void note(String text, AttributedStyle style) {
        work.settle();
        transcript.add(Kind.NOTE, wrapped(text, style));
    }

    void alarm(String text) {
        note(text, palette.alarm());
    }

    void hint(String text) {
        note(text, palette.dim());
    }

    /** A command was said; it is not part of the conversation. */
    void command(String text) {
        work.settle();
        if (screen.echoes()) {
            transcript.part();
            return;
        }
        transcript.part();
        transcript.add(Kind.NOTE, wrapped(palette.mark() + text, palette.dim()));
    }

    /** Something was said that the turn has not heard yet. Where nothing changes it is said once. */
    void waits(String what, String text) {
        if (!screen.changes()) {
            hint(palette.cut(what + ": " + text, columns));
        }
    }

    /** What a command says. */
    void show(String markdown) {
        work.settle();
        transcript.part();
        List<AttributedString> lines = Reply.lines(markdown, palette, columns);
        int room = Math.max(LEAST_SHOWN, screen.rows() - ROWS_OF_THE_REST);
        boolean paged = screen.changes() && lines.size() > room;
        transcript.add(Kind.NOTE, paged ? lines.subList(0, room) : lines);
        if (paged) {
            opened.keepOutput(lines);
            note((lines.size() - room) + " more lines: /show output opens all", palette.dim());
        }
        transcript.part();
    }

    /** Lines that are there already, such as the head. */
    void lines(List<AttributedString> lines) {
        work.settle();
        transcript.add(Kind.NOTE, lines);
        transcript.part();
    }

    int columns() {
        return columns;
    }

    private List<AttributedString> wrapped(String text, AttributedStyle style) {
        return TextLines.of(text, style, columns);
    }

    /** Nothing runs: the person can go on. */
    void ready() {
        paint();
        screen.ready();
    }

    /** Draws what has changed. */
    void paint() {
        int now = usable(screen.columns());
        if (now != columns) {
            columns = now;
            work.columns(now);
        }
        work.settle();
        screen.draw(transcript.take(), above(), status.line(columns, nanoTime.getAsLong()));
    }

    private List<AttributedString> above() {
        List<AttributedString> lines = new ArrayList<>(work.lines());
        Asked question = asked;
        if (question != null) {
            lines.add(question.choices(columns));
        }
        lines.addAll(waiting.lines(palette, columns));
        lines.add(AttributedString.EMPTY);
        return lines;
    }
}
