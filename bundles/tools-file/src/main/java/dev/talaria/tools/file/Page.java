package dev.talaria.tools.file;

import java.io.IOException;

/** Some lines of a file, numbered, and what there is to say about the rest. */
final class Page {
    private static final int LINE_CHARS = 2_000;
    private static final int PAGE_CHARS = 100_000;

    private final long offset;
    private final long limit;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private long lineLength;
    private boolean carriageReturn;

    Page(long offset, long limit) {
        this.offset = offset;
        this.limit = limit;
    }

    String read(TextInput in, String path) throws IOException, Refusal {
        long number = 0;
        while (number < offset - 1) {
            if (!skipLine(in)) {
                return beyond(path, number);
            }
            number++;
        }
        long last = offset > Long.MAX_VALUE - limit ? Long.MAX_VALUE : offset + limit - 1;
        while (readLine(in)) {
            number++;
            String shown = number + "|" + clamped() + "\n";
            if (number > last || text.length() + shown.length() > PAGE_CHARS) {
                text.append("(more lines follow; continue with offset=")
                        .append(number)
                        .append(')');
                return text.toString();
            }
            text.append(shown);
        }
        return number < offset ? beyond(path, number) : text + "(end of file, " + lines(number) + ")";
    }

    private String beyond(String path, long number) throws Refusal {
        if (number == 0 && offset == 1) {
            return "(the file is empty)";
        }
        throw new Refusal(path + " has only " + lines(number) + "; offset " + offset + " is beyond its end.");
    }

    private static String lines(long number) {
        return number == 1 ? "1 line" : number + " lines";
    }

    /** @return false at the end of the file */
    private static boolean skipLine(TextInput in) throws IOException {
        int c = in.read();
        if (c == TextInput.END) {
            return false;
        }
        while (c != '\n' && c != TextInput.END) {
            c = in.read();
        }
        return true;
    }

    /** @return false at the end of the file */
    private boolean readLine(TextInput in) throws IOException {
        line.setLength(0);
        lineLength = 0;
        carriageReturn = false;
        int c = in.read();
        if (c == TextInput.END) {
            return false;
        }
        while (c != '\n' && c != TextInput.END) {
            add((char) c);
            c = in.read();
        }
        if (carriageReturn && c != '\n') {
            add('\r');
        }
        return true;
    }

    /** A carriage return waits for what follows: before a line feed it is a part of the line's end. */
    private void add(char c) {
        if (carriageReturn) {
            append('\r');
        }
        carriageReturn = c == '\r';
        if (!carriageReturn) {
            append(c);
        }
    }

    private void append(char c) {
        if (lineLength < LINE_CHARS) {
            line.append(c);
        }
        lineLength++;
    }

    private String clamped() {
        if (lineLength <= LINE_CHARS) {
            return line.toString();
        }
        int end = Character.isHighSurrogate(line.charAt(LINE_CHARS - 1)) ? LINE_CHARS - 1 : LINE_CHARS;
        return line.substring(0, end) + "… [" + (lineLength - end) + " more characters in this line]";
    }
}
