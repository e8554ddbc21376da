package dev.talaria.shell.chat;

import dev.talaria.shell.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** What a person can open: tool calls, thoughts, the last reply. Filled by the painter, opened by whoever reads. */
final class Opened {
    private static final int MOST_CALLS = 500;
    private static final int MOST_CHARS = 1 << 20;

    private final Palette palette;
    private final TreeMap<Integer, Call> calls = new TreeMap<>();
    private List<AttributedString> output = List.of();
    private final StringBuilder thoughts = new StringBuilder();
    private final StringBuilder reply = new StringBuilder();

    Opened(Palette palette) {
        this.palette = palette;
    }

    synchronized void add(Call call) {
        calls.put(call.number(), call);
        if (calls.size() > MOST_CALLS) {
            calls.pollFirstEntry();
        }
    }

    /** Of the last command that said more than fits on the screen. */
    synchronized void keepOutput(List<AttributedString> lines) {
        output = List.copyOf(lines);
    }

    synchronized List<AttributedString> output() {
        return output;
    }

    synchronized void addThought(String delta) {
        add(delta, thoughts);
    }

    synchronized void beginReply() {
        reply.setLength(0);
    }

    synchronized void addReply(String delta) {
        add(delta, reply);
    }

    /** Of what is very long, the end is kept. */
    private static void add(String delta, StringBuilder text) {
        text.append(delta);
        if (text.length() > 2 * MOST_CHARS) {
            text.delete(0, text.length() - MOST_CHARS);
        }
    }

    /** @param number empty for the newest. @return empty if there is none */
    List<AttributedString> call(Optional<Integer> number) {
        Call call = found(number);
        return call == null ? List.of() : call.whole(palette);
    }

    private synchronized @Nullable Call found(Optional<Integer> number) {
        if (number.isPresent()) {
            return calls.get(number.get());
        }
        return calls.isEmpty() ? null : calls.lastEntry().getValue();
    }

    synchronized List<AttributedString> thoughts() {
        return lines(thoughts.toString());
    }

    /** As it was written, in Markdown. */
    synchronized List<AttributedString> reply() {
        return lines(reply.toString());
    }

    private List<AttributedString> lines(String text) {
        List<AttributedString> lines = new ArrayList<>();
        Printable.of(text).lines().forEach(line -> lines.add(new AttributedString(line)));
        return lines;
    }
}
