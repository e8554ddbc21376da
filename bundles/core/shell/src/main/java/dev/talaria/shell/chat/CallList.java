package dev.talaria.shell.chat;

import dev.talaria.api.agent.AgentEvent.ToolFinished;
import dev.talaria.api.agent.AgentEvent.ToolStarted;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedString;

/** The tool calls of a chat. One that has ended stays where it stands until those before it have, so that none jumps. */
final class CallList {
    private final Palette palette;
    private final Map<String, Call> shown = new LinkedHashMap<>();
    private final Opened opened;
    private int last;

    CallList(Palette palette, Opened opened) {
        this.palette = palette;
        this.opened = opened;
    }

    void started(ToolStarted event, long nanoTime) {
        add(event.callId(), event.tool(), event.summary(), event.arguments(), nanoTime);
    }

    private Call add(String id, String tool, String summary, String arguments, long nanoTime) {
        Call call = new Call(++last, tool, summary, arguments, nanoTime);
        shown.put(id, call);
        opened.add(call);
        return call;
    }

    void wrote(String id, String text) {
        Call call = shown.get(id);
        if (call != null) {
            call.wrote(text);
        }
    }

    void finished(ToolFinished event, long nanoTime) {
        Call call = shown.get(event.callId());
        // One that was refused never started.
        Call ended = call == null ? add(event.callId(), event.tool(), event.summary(), "", nanoTime) : call;
        ended.end(event.result(), event.took());
    }

    boolean isEmpty() {
        return shown.isEmpty();
    }

    /** The lines of those that stay as they are now; they are not shown by {@link #lines} any more. */
    List<AttributedString> settled(int columns, long nanoTime) {
        List<AttributedString> lines = new ArrayList<>();
        for (Iterator<Call> calls = shown.values().iterator(); calls.hasNext(); ) {
            Call call = calls.next();
            if (!call.finished()) {
                break;
            }
            lines.addAll(call.lines(palette, columns, nanoTime));
            calls.remove();
        }
        return lines;
    }

    List<AttributedString> lines(int columns, long nanoTime) {
        return shown.values().stream()
                .flatMap(call -> call.lines(palette, columns, nanoTime).stream())
                .toList();
    }
}
