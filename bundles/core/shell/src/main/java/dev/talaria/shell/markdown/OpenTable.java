package dev.talaria.shell.markdown;

/**
 * A table that goes on, whose columns do not change any more.
 *
 * @param head its first two lines
 * @param widths of its columns; empty if it is not drawn
 */
record OpenTable(String head, int[] widths) {
    int headLines() {
        return 2;
    }
}
