package dev.talaria.gateway.support;

/** Where a text is cut best, of which so much fits. */
final class Break {
    private final String text;
    private final Fence open;
    private final int most;

    Break(String text, Fence open, int most) {
        this.text = text;
        this.open = open;
        this.most = most;
    }

    /** Behind what the part still has. */
    int position() {
        int paragraph = lastParagraph();
        if (paragraph > most / 2) {
            return paragraph;
        }
        int line = text.lastIndexOf('\n', most - 1) + 1;
        if (line > most / 2) {
            return line;
        }
        boolean inCode = open.after(text.substring(0, most)).isOpen();
        int whole = inCode ? most : beforeInlineCode(most);
        int space = text.lastIndexOf(' ', whole - 1) + 1;
        if (!inCode) {
            space = beforeInlineCode(space);
        }
        if (space > most / 2) {
            return space;
        }
        return whole > most / 2 ? whole : most;
    }

    /** Behind the last empty line that is not in a block of code; 0 if there is none. */
    private int lastParagraph() {
        for (int at = text.lastIndexOf("\n\n", most - 2); at > most / 2 - 2 && at >= 0; ) {
            if (!open.after(text.substring(0, at)).isOpen()) {
                return at + 2;
            }
            at = text.lastIndexOf("\n\n", at - 1);
        }
        return 0;
    }

    /** The position itself, or that before the inline code that it is in; a line has an even number of backticks or none. */
    private int beforeInlineCode(int position) {
        int begin = text.lastIndexOf('\n', position - 1) + 1;
        int opened = -1;
        for (int at = begin; at < position; at++) {
            if (text.charAt(at) == '`') {
                opened = opened < 0 ? at : -1;
            }
        }
        return opened < 0 || opened == 0 ? position : opened;
    }
}
