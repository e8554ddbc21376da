package dev.talaria.tools.file;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.FileAccess;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Finds lines by a regular expression, in time that grows with the text only, whatever the expression. */
final class ContentSearch {
    static final int MOST_BYTES = 10 << 20;
    private static final int MOST_PATTERN_CHARS = 1_000;
    /** Of the expression, each of which may be taken at each character. */
    private static final int MOST_STEPS = 1_000;
    /** Cancellation is seen between lines. */
    static final int LINE_CHARS = 100_000;

    private static final int LINES_BETWEEN_LOOKS = 1_000;

    private final Matcher matcher;
    private final FileAccess files;
    private final Cancellation cancellation;
    private final NotSearched notSearched;

    /**
     * A line that matches.
     *
     * @param index from 0
     * @param column of the match
     */
    record Hit(List<String> lines, int index, int column) {}

    ContentSearch(String pattern, FileAccess files, Cancellation cancellation, NotSearched notSearched) throws Refusal {
        this.matcher = compiled(pattern).matcher("");
        this.files = files;
        this.cancellation = cancellation;
        this.notSearched = notSearched;
    }

    private static Pattern compiled(String pattern) throws Refusal {
        if (pattern.length() > MOST_PATTERN_CHARS) {
            throw new Refusal(
                    "'pattern' has more than " + MOST_PATTERN_CHARS + " characters. Search for a part of it.");
        }
        try {
            Pattern compiled = Pattern.compile(pattern);
            if (compiled.programSize() > MOST_STEPS) {
                throw new Refusal("'pattern' is too large: its repetitions make more than " + MOST_STEPS
                        + " steps. Write * or + in place of large counts.");
            }
            return compiled;
        } catch (PatternSyntaxException e) {
            int at = Math.max(e.getIndex(), e.getPattern() == null ? -1 : pattern.indexOf(e.getPattern()));
            throw new Refusal("'pattern' is no regular expression: " + e.getDescription() + " at position "
                    + Math.max(0, at) + " (" + e.getPattern() + "). The syntax is RE2: no look-around, no"
                    + " back-references. Put \\ before ( [ { . * + ? | ^ $ that are meant literally.");
        } catch (StackOverflowError e) {
            throw new Refusal("'pattern' is nested too deeply. Search for something simpler.");
        }
    }

    /** Tells every line that matches. */
    void search(FoundFile file, Consumer<Hit> hits) {
        cancellation.throwIfCancelled();
        List<String> lines;
        try {
            lines = lines(file);
        } catch (IOException e) {
            notSearched.add(file.path(), e);
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            if (i % LINES_BETWEEN_LOOKS == 0) {
                cancellation.throwIfCancelled();
            }
            String line = lines.get(i);
            if (line.length() > LINE_CHARS) {
                notSearched.addLongLine();
                line = line.substring(0, LINE_CHARS);
            }
            if (matcher.reset(line).find()) {
                hits.accept(new Hit(lines, i, matcher.start()));
            }
        }
    }

    /** None of a file that is no text. */
    private List<String> lines(FoundFile file) throws IOException {
        try (InputStream in = files.read(file.path())) {
            byte[] start = in.readNBytes(Encoding.SAMPLE);
            Encoding encoding = Encoding.of(start, start.length);
            if (encoding == Encoding.UTF_8 && hasNul(start)) {
                return List.of();
            }
            byte[] rest = start.length < Encoding.SAMPLE ? new byte[0] : in.readNBytes(MOST_BYTES - start.length + 1);
            byte[] content = Arrays.copyOf(start, start.length + rest.length);
            System.arraycopy(rest, 0, content, start.length, rest.length);
            if (content.length > MOST_BYTES) {
                notSearched.addCut();
            }
            String text = new String(content, 0, Math.min(content.length, MOST_BYTES), encoding.charset());
            boolean marked = !text.isEmpty() && text.charAt(0) == Encoding.BYTE_ORDER_MARK;
            return new Lines(Document.of(marked ? text.substring(1) : text).text()).all();
        }
    }

    private static boolean hasNul(byte[] start) {
        for (byte b : start) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }
}
