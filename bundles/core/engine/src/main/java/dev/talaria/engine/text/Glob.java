package dev.talaria.engine.text;

import java.util.Locale;

/**
 * A pattern that an operator writes: {@code *} is any text, {@code ?} one character, case and the amount of white space do
 * not matter. Matches in time bounded by both lengths, whatever the pattern.
 */
public record Glob(String pattern) {
    public Glob {
        pattern = normal(pattern);
    }

    public boolean matches(String text) {
        String given = normal(text);
        int at = 0;
        int inPattern = 0;
        int star = -1;
        int afterStar = 0;
        while (at < given.length()) {
            if (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
                star = inPattern++;
                afterStar = at;
            } else if (inPattern < pattern.length() && isAt(inPattern, given.charAt(at))) {
                inPattern++;
                at++;
            } else if (star >= 0) {
                inPattern = star + 1;
                at = ++afterStar;
            } else {
                return false;
            }
        }
        while (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
            inPattern++;
        }
        return inPattern == pattern.length();
    }

    private boolean isAt(int index, char c) {
        return pattern.charAt(index) == '?' || pattern.charAt(index) == c;
    }

    private static String normal(String text) {
        return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
