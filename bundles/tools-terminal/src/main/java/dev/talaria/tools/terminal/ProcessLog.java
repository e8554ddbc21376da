package dev.talaria.tools.terminal;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.DetachedCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** The output of a process by lines. */
final class ProcessLog {
    private static final int PIECE_BYTES = 256 * 1024;
    private static final int TAIL_BYTES = 1024 * 1024;
    /** Lines are counted from the beginning no further than this. */
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final DetachedCommand command;
    private final Cancellation cancellation;

    ProcessLog(DetachedCommand command, Cancellation cancellation) {
        this.command = command;
        this.cancellation = cancellation;
    }

    String last(int limit) throws IOException {
        long begin = Math.max(0, command.outputSize() - TAIL_BYTES);
        List<String> lines = PlainText.of(command.output(begin, TAIL_BYTES + PIECE_BYTES))
                .stripTrailing()
                .lines()
                .toList();
        return capped(String.join("\n", lines.subList(Math.max(0, lines.size() - limit), lines.size())));
    }

    String from(int skipped, int limit) throws IOException {
        ByteArrayOutputStream chosen = new ByteArrayOutputStream();
        long line = 0;
        long until = (long) skipped + limit;
        long offset = 0;
        while (line < until && offset < MOST_BYTES && chosen.size() < TAIL_BYTES && !cancellation.isCancelled()) {
            byte[] piece = command.output(offset, PIECE_BYTES);
            if (piece.length == 0) {
                break;
            }
            offset += piece.length;
            for (int i = 0; i < piece.length && line < until; i++) {
                if (line >= skipped) {
                    chosen.write(piece[i]);
                }
                if (piece[i] == '\n') {
                    line++;
                }
            }
        }
        String text = PlainText.of(chosen.toByteArray()).stripTrailing();
        return offset >= MOST_BYTES && line < until
                ? capped(text) + "\n[Lines are counted in the first 64 MB only. Leave 'offset' out for the last lines.]"
                : capped(text);
    }

    private static String capped(String text) {
        HeadAndTail kept = TerminalOutput.limited();
        kept.add(text);
        return kept.text();
    }
}
