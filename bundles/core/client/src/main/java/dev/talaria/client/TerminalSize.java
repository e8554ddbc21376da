package dev.talaria.client;

/**
 * How much a terminal shows.
 *
 * @param columns characters in a line; 0 if unknown
 * @param rows lines; 0 if unknown
 */
record TerminalSize(int columns, int rows) {
    static final TerminalSize UNKNOWN = new TerminalSize(0, 0);

    /** @param text as {@code stty size} prints it: rows, a space, columns */
    static TerminalSize parse(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            return UNKNOWN;
        }
        try {
            return new TerminalSize(
                    Integer.parseInt(text.substring(space + 1).strip()),
                    Integer.parseInt(text.substring(0, space).strip()));
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }
}
