package dev.talaria.shell.chat;

import dev.talaria.shell.text.Printable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/** What was said while a turn runs and was not heard yet: by that turn at its next step, or queued for the next one. */
final class Waiting {
    private final List<String> steered = new ArrayList<>();
    private final Deque<Message> queued = new ArrayDeque<>();
    private boolean ended;

    synchronized void steered(String text) {
        steered.add(text);
    }

    synchronized void heard(String text) {
        steered.remove(text);
    }

    synchronized void queue(Message message) {
        queued.add(message);
        notifyAll();
    }

    /** Waits for the next one. @return empty if nothing more is to be said */
    synchronized Optional<Message> next() throws InterruptedException {
        while (queued.isEmpty() && !ended) {
            wait();
        }
        return ended ? Optional.empty() : Optional.of(queued.remove());
    }

    /** The person has left. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Takes the queued ones back, in their order; empty if there are none. */
    synchronized Optional<String> takeBack() {
        List<String> texts = queued.stream().map(Message::text).toList();
        queued.clear();
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", texts));
    }

    /** A turn has ended: what it was to hear stands before the next message, where the engine keeps it. */
    synchronized void turnEnded() {
        steered.clear();
    }

    synchronized List<AttributedString> lines(Palette palette, int columns) {
        String sign = palette.sign("\u21b3 ", "-> ");
        List<AttributedString> lines = new ArrayList<>();
        steered.forEach(text -> lines.add(line(sign + "will be said at the next step: ", text, palette, columns)));
        queued.forEach(message -> lines.add(line(sign + "queued: ", message.text(), palette, columns)));
        return lines;
    }

    private static AttributedString line(String what, String text, Palette palette, int columns) {
        String oneLine = Printable.of(text).replaceAll("\\s+", " ").strip();
        return new AttributedString(palette.cut(what + oneLine, columns), palette.dim());
    }
}
