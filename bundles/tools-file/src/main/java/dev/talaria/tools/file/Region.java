package dev.talaria.tools.file;

/** A part of a text, from {@code start} to before {@code end}. */
record Region(int start, int end) {
    String of(String text) {
        return text.substring(start, end);
    }
}
