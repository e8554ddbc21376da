package dev.talaria.commands;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/** Text for people, in Markdown that reads well in a terminal and on chat platforms. */
final class Markdown {
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>~|#&]");
    /** Of no width, or in control of a terminal or of the direction of others. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}&&[^\n\r\t\u200d]]");

    private Markdown() {}

    /** A text that is not Markdown itself, in one line; what cannot be seen is left out. */
    static String text(String text) {
        return SPECIAL.matcher(visible(text).replaceAll("\\s+", " ")).replaceAll("\\\\$0");
    }

    /** The same of its beginning. */
    static String text(String text, int most) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.codePointCount(0, line.length()) <= most) {
            return text(line);
        }
        return text(line.substring(0, line.offsetByCodePoints(0, most)).strip()) + "\u2026";
    }

    private static String visible(String text) {
        return UNSEEN.matcher(text).replaceAll("");
    }

    /** A word to type. */
    static String code(String text) {
        String line = visible(text).replaceAll("\\s+", " ");
        if (!line.contains("`")) {
            return "`" + line + "`";
        }
        String fence = "``";
        while (line.contains(fence)) {
            fence += "`";
        }
        return fence + " " + line + " " + fence;
    }

    static String item(String what, String rest) {
        return "- " + what + (rest.isEmpty() ? "" : " \u2014 " + rest) + "\n";
    }

    static String fenced(String language, String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence + language + "\n" + visible(text).stripTrailing() + "\n" + fence + "\n";
    }

    /** {@code 740}, {@code 3.4k}, {@code 182k}. */
    static String count(long number) {
        if (number < 1_000) {
            return String.valueOf(number);
        }
        return number < 10_000 ? String.format(Locale.ROOT, "%.1fk", number / 1_000.0) : number / 1_000 + "k";
    }

    /** {@code 40 s ago}, {@code 12 min ago}, {@code 17 h ago}, {@code 2 d ago}. */
    static String ago(Instant time, Instant now) {
        long seconds = Math.max(0, Duration.between(time, now).toSeconds());
        if (seconds < 120) {
            return seconds + " s ago";
        } else if (seconds < 7_200) {
            return seconds / 60 + " min ago";
        }
        return seconds < 172_800 ? seconds / 3_600 + " h ago" : seconds / 86_400 + " d ago";
    }

    /** {@code 1 turn}, {@code 3 turns}. */
    static String turns(long turns) {
        return turns == 1 ? "1 turn" : turns + " turns";
    }

    static String dollars(BigDecimal usd) {
        int digits = usd.compareTo(BigDecimal.ONE) < 0 ? 4 : 2;
        return "$" + usd.setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }
}
