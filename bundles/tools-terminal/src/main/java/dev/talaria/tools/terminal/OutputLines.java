package dev.talaria.tools.terminal;

import dev.talaria.api.sandbox.DetachedCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The lines of a process that grows. */
final class OutputLines {
    private static final int PIECE_BYTES = 64 * 1024;
    private static final int PIECES_AT_ONCE = 16;
    /** Who prints faster than it is read loses lines, or reading would never end. */
    private static final long MOST_BEHIND_BYTES = 4L * 1024 * 1024;

    private static final int LONGEST_LINE_BYTES = 16 * 1024;

    private final DetachedCommand command;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long offset;

    /** @param offset where the first line begins */
    OutputLines(DetachedCommand command, long offset) {
        this.command = command;
        this.offset = offset;
    }

    /** What came since the last time, whole lines only. */
    List<String> next() throws IOException {
        List<String> lines = new ArrayList<>();
        long size = command.outputSize();
        if (size - offset > MOST_BEHIND_BYTES) {
            offset = size - PIECE_BYTES;
            line.reset();
        }
        for (int i = 0; i < PIECES_AT_ONCE; i++) {
            byte[] piece = command.output(offset, PIECE_BYTES);
            if (piece.length == 0) {
                break;
            }
            offset += piece.length;
            add(piece, lines);
        }
        return lines;
    }

    /** The last line if it has no end. */
    List<String> rest() {
        List<String> lines = new ArrayList<>();
        if (line.size() > 0) {
            end(lines);
        }
        return lines;
    }

    private void add(byte[] piece, List<String> lines) {
        for (byte b : piece) {
            if (b == '\n') {
                end(lines);
            } else {
                line.write(b);
                if (line.size() >= LONGEST_LINE_BYTES) {
                    end(lines);
                }
            }
        }
    }

    private void end(List<String> lines) {
        lines.add(PlainText.of(line.toByteArray()).stripTrailing());
        line.reset();
    }
}
