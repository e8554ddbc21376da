package dev.talaria.shell.markdown;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** A code block that still grows: each complete line of it is final. */
final class OpenCode {
    /** Screen lines of a line without an end, before its beginning is given up. */
    private static final int TALL = 8;

    private final Fence fence;
    private final Look look;
    private List<AttributedString> live = List.of();
    private boolean over;

    OpenCode(Fence fence, Look look) {
        this.fence = fence;
        this.look = look;
    }

    /** Whether the block has ended. */
    boolean over() {
        return over;
    }

    /** Of the line that is not complete. */
    List<AttributedString> live() {
        return live;
    }

    /**
     * Takes what belongs to the block and is final.
     *
     * @param pending loses what is taken
     * @param ended whether nothing more comes
     * @return its lines
     */
    List<AttributedString> take(StringBuilder pending, boolean ended, int columns) {
        List<AttributedString> lines = new ArrayList<>();
        live = List.of();
        int from = 0;
        for (int end = pending.indexOf("\n"); end >= 0 && !over; end = pending.indexOf("\n", from)) {
            String line = pending.substring(from, end);
            from = end + 1;
            if (fence.isEnd(line)) {
                over = true;
            } else {
                lines.addAll(code(line, columns));
            }
        }
        pending.delete(0, from);
        if (ended && !over) {
            String rest = pending.toString();
            if (!rest.isEmpty() && !fence.isEnd(rest)) {
                lines.addAll(code(rest, columns));
            }
            pending.setLength(0);
            over = true;
        }
        if (over) {
            lines.addAll(BlockLines.codeFoot(look));
            return lines;
        }
        if (pending.length() > TALL * Math.max(1, columns)) {
            lines.addAll(beginningOf(pending, columns));
        }
        if (!pending.isEmpty() && !fence.mayBecomeEnd(pending.toString())) {
            live = code(pending.toString(), columns);
        }
        return lines;
    }

    /** The complete screen lines of a line without an end. */
    private List<AttributedString> beginningOf(StringBuilder pending, int columns) {
        int width = Math.max(1, columns - 2);
        int cut = pending.length() / width * width;
        if (cut < pending.length() && Character.isLowSurrogate(pending.charAt(cut))) {
            cut--;
        }
        List<AttributedString> lines = code(pending.substring(0, cut), columns);
        pending.delete(0, cut);
        return lines;
    }

    private List<AttributedString> code(String line, int columns) {
        return BlockLines.codeLine(fence.without(line), look, columns);
    }
}
