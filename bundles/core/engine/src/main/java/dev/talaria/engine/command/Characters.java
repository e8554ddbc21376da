package dev.talaria.engine.command;

/** Which characters a script may have. Others look like something else, or like nothing at all (threat 16). */
final class Characters {
    private Characters() {}

    /** Anywhere, even in quotes. */
    static void check(String script) {
        for (int i = 0; i < script.length(); ) {
            int c = script.codePointAt(i);
            if (!isVisible(c)) {
                throw new Unparsable("a character that cannot be seen");
            }
            i += Character.charCount(c);
        }
    }

    /** Outside quotes only ASCII has no doubles. */
    static void checkUnquoted(char c) {
        if (c > '~') {
            throw new Unparsable("a character outside ASCII without quotes");
        }
    }

    static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    static boolean isName(char c) {
        return isNameStart(c) || isDigit(c);
    }

    static boolean isName(String text) {
        return !text.isEmpty() && isNameStart(text.charAt(0)) && text.chars().allMatch(c -> isName((char) c));
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isNumber(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        return text.length() > start
                && text.length() < 19
                && text.chars().skip(start).allMatch(c -> isDigit((char) c));
    }

    private static boolean isVisible(int c) {
        if (c == '\n' || c == '\t') {
            return true;
        }
        switch (Character.getType(c)) {
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.SURROGATE:
            case Character.PRIVATE_USE:
            case Character.UNASSIGNED:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
                return false;
            default:
                return true;
        }
    }
}
