package dev.talaria.tools.file;

import java.util.Arrays;

/**
 * A text in a simpler form in which each character knows the part of the original that it stands for, so that what is
 * found in the simple form can be told in the original.
 */
final class MappedText {
    private final StringBuilder simple;
    private int[] starts;
    private int[] ends;

    private MappedText(int length) {
        simple = new StringBuilder(length);
        starts = new int[length + 1];
        ends = new int[length + 1];
    }

    /** Every run of blanks and tabs is one blank. */
    static MappedText oneBlank(String text) {
        MappedText result = new MappedText(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = i + 1;
            char c = text.charAt(i);
            if (c == ' ' || c == '\t') {
                while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
                    end++;
                }
                c = ' ';
            }
            result.add(c, i, end);
            i = end;
        }
        return result;
    }

    /** Typographic quotes, dashes, the ellipsis and all blanks are those of ASCII. */
    static MappedText ascii(String text) {
        MappedText result = new MappedText(text.length());
        for (int i = 0; i < text.length(); i++) {
            String plain = plain(text.charAt(i));
            for (int j = 0; j < plain.length(); j++) {
                result.add(plain.charAt(j), i, i + 1);
            }
        }
        return result;
    }

    static String plain(char c) {
        return switch (c) {
            case '\u2018', '\u2019', '\u201A', '\u201B', '\u2032' -> "'";
            case '\u201C', '\u201D', '\u201E', '\u201F', '\u2033', '\u00AB', '\u00BB' -> "\"";
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212' -> "-";
            case '\u2026' -> "...";
            case '\u00A0', '\u202F', '\u205F', '\u3000' -> " ";
            default -> c >= '\u2000' && c <= '\u200A' ? " " : String.valueOf(c);
        };
    }

    private void add(char c, int start, int end) {
        int index = simple.length();
        if (index >= starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
            ends = Arrays.copyOf(ends, ends.length * 2);
        }
        simple.append(c);
        starts[index] = start;
        ends[index] = end;
    }

    String text() {
        return simple.toString();
    }

    /** The part of the original that a part of the simple form stands for. */
    Region original(int start, int end) {
        return new Region(starts[start], ends[end - 1]);
    }
}
