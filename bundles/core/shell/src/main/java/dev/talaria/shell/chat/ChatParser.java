package dev.talaria.shell.chat;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** What is said to an agent has no syntax: words between spaces. A backslash at the end of a line lets it go on. */
final class ChatParser implements Parser {
    private static final String GOES_ON = "\\";

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && line.substring(0, cursor).endsWith(GOES_ON)) {
            throw new EOFError(-1, -1, "the line goes on");
        }
        List<String> words = new ArrayList<>();
        int index = 0;
        int within = 0;
        int begin = 0;
        for (int i = 0; i <= line.length(); i++) {
            if (i < line.length() && !Character.isWhitespace(line.charAt(i))) {
                continue;
            }
            if (cursor >= begin && cursor <= i) {
                index = words.size();
                within = cursor - begin;
            }
            if (i > begin || cursor == i || i == line.length()) {
                words.add(line.substring(begin, i));
            }
            begin = i + 1;
        }
        return new Line(line, words, index, within, cursor);
    }

    /** What was typed, with the backslashes taken out that let its lines go on. */
    static String joined(String typed) {
        return typed.replace(GOES_ON + "\n", "\n").strip();
    }

    private record Line(String line, List<String> words, int wordIndex, int wordCursor, int cursor)
            implements ParsedLine {
        @Override
        public String word() {
            return words.isEmpty() ? "" : words.get(Math.min(wordIndex, words.size() - 1));
        }
    }
}
