package dev.talaria.shell.chat;

import dev.talaria.api.agent.AgentEvent.ToolFinished;
import dev.talaria.api.agent.AgentEvent.ToolStarted;
import dev.talaria.shell.chat.Transcript.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jline.utils.AttributedString;

/**
 * What the turn that runs shows: thoughts, reply, tool calls. What is final of them goes to the transcript, when
 * something else begins and once a frame; a piece of a reply alone costs next to nothing, since there may be thousands.
 */
final class Work {
    private final Transcript transcript;
    private final Palette palette;
    private final Opened opened;
    private final LongSupplier nanoTime;
    private final CallList calls;
    private final Thoughts thoughts;
    private final Reply reply;
    /** Thoughts that are shown whole. */
    private final Reply aloud;

    private int columns;
    private boolean thinkingAloud;

    Work(Transcript transcript, Palette palette, Opened opened, int columns, LongSupplier nanoTime) {
        this.transcript = transcript;
        this.palette = palette;
        this.opened = opened;
        this.nanoTime = nanoTime;
        this.columns = columns;
        this.calls = new CallList(palette, opened);
        this.thoughts = new Thoughts(palette);
        this.reply = new Reply(palette, columns);
        this.aloud = new Reply(palette, columns);
    }

    void columns(int value) {
        columns = value;
        reply.columns(value);
        aloud.columns(value);
    }

    void thinkAloud(boolean value) {
        thinkingAloud = value;
    }

    boolean thinksAloud() {
        return thinkingAloud;
    }

    void said(String delta) {
        endThoughts();
        if (!reply.running()) {
            settle();
            opened.beginReply();
        }
        opened.addReply(delta);
        reply.add(delta);
    }

    void thought(String delta) {
        endReply();
        if (!thoughts.running() && !aloud.running()) {
            settle();
        }
        opened.addThought(delta);
        if (thinkingAloud) {
            aloud.add(delta);
        } else {
            thoughts.add(delta, nanoTime.getAsLong());
        }
    }

    /** @param stays whether nothing that is drawn can change, so that it is shown at once */
    void started(ToolStarted event, boolean stays) {
        end();
        calls.started(event, nanoTime.getAsLong());
        if (stays) {
            transcript.add(Kind.CALLS, calls.lines(columns, nanoTime.getAsLong()));
        }
    }

    void wrote(String callId, String text) {
        calls.wrote(callId, text);
    }

    void finished(ToolFinished event) {
        end();
        calls.finished(event, nanoTime.getAsLong());
    }

    /** Nothing is added any more to what is being said or thought, and what follows stands below what has ended. */
    void end() {
        endThoughts();
        endReply();
        settle();
    }

    /** Gives what is final to the transcript. */
    void settle() {
        transcript.add(Kind.CALLS, dimmed(aloud.finished()));
        transcript.add(Kind.REPLY, reply.finished());
        transcript.add(Kind.CALLS, calls.settled(columns, nanoTime.getAsLong()));
    }

    private void endThoughts() {
        if (thoughts.running()) {
            transcript.add(Kind.CALLS, List.of(thoughts.end(columns, nanoTime.getAsLong())));
        }
        transcript.add(Kind.CALLS, dimmed(aloud.end()));
    }

    private void endReply() {
        transcript.add(Kind.REPLY, reply.end());
    }

    /** What may still change. */
    List<AttributedString> lines() {
        long now = nanoTime.getAsLong();
        List<AttributedString> lines = new ArrayList<>();
        add(Kind.CALLS, dimmed(aloud.live()), lines);
        add(Kind.REPLY, reply.live(), lines);
        add(Kind.CALLS, thoughts.running() ? List.of(thoughts.line(columns, now)) : List.of(), lines);
        add(Kind.CALLS, calls.lines(columns, now), lines);
        return lines;
    }

    private void add(Kind kind, List<AttributedString> more, List<AttributedString> lines) {
        if (more.isEmpty()) {
            return;
        }
        if (!lines.isEmpty() || transcript.isApart(kind)) {
            lines.add(AttributedString.EMPTY);
        }
        lines.addAll(more);
    }

    private List<AttributedString> dimmed(List<AttributedString> lines) {
        return lines.stream()
                .map(line -> new AttributedString(line.toString(), palette.dim()))
                .toList();
    }
}
