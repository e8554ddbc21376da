package dev.talaria.tools.file;

import java.util.BitSet;
import java.util.List;

/**
 * Text in which every line ends with {@code \n}, and what each line really ends with: models write {@code \n}, files have
 * both kinds, sometimes mixed, and an edit leaves the others' ends as they are.
 */
final class Document {
    private final String text;
    /** By number of the line. */
    private final BitSet carriageReturns;

    private final boolean mostlyCarriageReturns;

    private Document(String text, BitSet carriageReturns, boolean mostlyCarriageReturns) {
        this.text = text;
        this.carriageReturns = carriageReturns;
        this.mostlyCarriageReturns = mostlyCarriageReturns;
    }

    static Document of(String raw) {
        BitSet carriageReturns = new BitSet();
        StringBuilder text = new StringBuilder(raw.length());
        int line = 0;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\r' && i + 1 < raw.length() && raw.charAt(i + 1) == '\n') {
                carriageReturns.set(line);
            } else {
                text.append(c);
                line += c == '\n' ? 1 : 0;
            }
        }
        return new Document(text.toString(), carriageReturns, carriageReturns.cardinality() * 2 > line);
    }

    String text() {
        return text;
    }

    /** Whether most lines end with carriage return and line feed. */
    boolean mostlyCarriageReturns() {
        return mostlyCarriageReturns;
    }

    /** @param edits in order, without overlap */
    Document apply(List<Edit> edits) {
        StringBuilder result = new StringBuilder();
        BitSet ends = new BitSet();
        int at = 0;
        int oldLine = 0;
        int newLine = 0;
        for (Edit edit : edits) {
            for (; at < edit.start(); at++) {
                result.append(text.charAt(at));
                if (text.charAt(at) == '\n') {
                    ends.set(newLine++, carriageReturns.get(oldLine++));
                }
            }
            String replacement = edit.replacement().replace("\r\n", "\n");
            result.append(replacement);
            int removed = lineFeeds(text, edit.start(), edit.end());
            int added = lineFeeds(replacement, 0, replacement.length());
            for (int i = 0; i < added; i++) {
                ends.set(newLine++, i < removed ? carriageReturns.get(oldLine + i) : mostlyCarriageReturns);
            }
            oldLine += removed;
            at = edit.end();
        }
        for (; at < text.length(); at++) {
            result.append(text.charAt(at));
            if (text.charAt(at) == '\n') {
                ends.set(newLine++, carriageReturns.get(oldLine++));
            }
        }
        return new Document(result.toString(), ends, mostlyCarriageReturns);
    }

    private static int lineFeeds(String text, int start, int end) {
        int count = 0;
        for (int i = start; i < end; i++) {
            count += text.charAt(i) == '\n' ? 1 : 0;
        }
        return count;
    }

    /** The text as it is stored. */
    String raw() {
        if (carriageReturns.isEmpty()) {
            return text;
        }
        StringBuilder raw = new StringBuilder(text.length() + carriageReturns.cardinality());
        int line = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' && carriageReturns.get(line++)) {
                raw.append('\r');
            }
            raw.append(c);
        }
        return raw.toString();
    }
}
