package dev.talaria.testkit.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What can become of a stream on its way, whatever the wire: for {@link ScriptedReply#changed}. Texts are those of the
 * wire as they are sent, one JSON object in one line after {@code data: }.
 */
public final class StreamChanges {
    private static final String DATA = "data: ";

    private StreamChanges() {}

    /** The stream's text, changed as one. */
    public static UnaryOperator<List<byte[]>> text(UnaryOperator<String> change) {
        return events -> List.of(change.apply(join(events)).getBytes(UTF_8));
    }

    /** The stream's bytes, each alone. */
    public static List<byte[]> singleBytes(List<byte[]> events) {
        byte[] all = join(events).getBytes(UTF_8);
        return IntStream.range(0, all.length).mapToObj(i -> new byte[] {all[i]}).toList();
    }

    /** In two parts, the first ending so many bytes after the beginning of a text. */
    public static UnaryOperator<List<byte[]>> splitIn(String text, int bytes) {
        return events -> {
            String all = join(events);
            int at = all.substring(0, all.indexOf(text)).getBytes(UTF_8).length + bytes;
            byte[] whole = all.getBytes(UTF_8);
            return List.of(slice(whole, 0, at), slice(whole, at, whole.length));
        };
    }

    /** Only the first of the events. */
    public static UnaryOperator<List<byte[]>> first(int count) {
        return events -> events.subList(0, Math.min(count, events.size()));
    }

    /** Up to the event that has the text. */
    public static UnaryOperator<List<byte[]>> upTo(String text) {
        return events -> {
            int last = 0;
            while (!new String(events.get(last), UTF_8).contains(text)) {
                last++;
            }
            return events.subList(0, last + 1);
        };
    }

    /** One of the events twice. */
    public static UnaryOperator<List<byte[]>> twice(int index) {
        return events -> {
            List<byte[]> changed = new ArrayList<>(events);
            changed.add(index, events.get(index));
            return changed;
        };
    }

    /** One of the events and the next without a blank line between. */
    public static UnaryOperator<List<byte[]>> glued(int index) {
        return events -> {
            List<byte[]> changed = new ArrayList<>(events);
            changed.set(index, (new String(events.get(index), UTF_8).stripTrailing() + "\n").getBytes(UTF_8));
            return changed;
        };
    }

    /** What one of the events says, twice in its line. */
    public static UnaryOperator<List<byte[]>> doubledData(int index) {
        return events -> {
            String event = new String(events.get(index), UTF_8);
            int from = event.indexOf(DATA) + DATA.length();
            List<byte[]> changed = new ArrayList<>(events);
            changed.set(index, (event.stripTrailing() + event.substring(from)).getBytes(UTF_8));
            return changed;
        };
    }

    /** Something before each event. */
    public static UnaryOperator<List<byte[]>> beforeEach(String something) {
        return events -> events.stream()
                .map(event -> (something + new String(event, UTF_8)).getBytes(UTF_8))
                .toList();
    }

    /** Fields at the beginning of each object. */
    public static UnaryOperator<List<byte[]>> fields(String fields) {
        return text(all -> all.replace(DATA + "{", DATA + "{" + fields + ","));
    }

    /** Line ends of all kinds in turn. */
    public static String mixedLineEnds(String text) {
        IntFunction<String> end = i -> i % 3 == 0 ? "\r\n" : i % 3 == 1 ? "\n" : "\r";
        StringBuilder mixed = new StringBuilder();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            // A CR and a LF of two lines would be one line end.
            boolean merges = mixed.length() > 0 && mixed.charAt(mixed.length() - 1) == '\r' && lines[i].isEmpty();
            mixed.append(lines[i]).append(merges ? "\r" : end.apply(i));
        }
        return mixed.toString();
    }

    private static String join(List<byte[]> events) {
        StringBuilder all = new StringBuilder();
        events.forEach(event -> all.append(new String(event, UTF_8)));
        return all.toString();
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        byte[] slice = new byte[to - from];
        System.arraycopy(bytes, from, slice, 0, slice.length);
        return slice;
    }
}
