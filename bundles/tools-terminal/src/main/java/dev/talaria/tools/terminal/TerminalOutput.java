package dev.talaria.tools.terminal;

import dev.talaria.api.base.Progress;
import dev.talaria.api.sandbox.CommandListener;

/** Takes a command's output: without escape sequences, shown as it comes, and kept within the limit. */
final class TerminalOutput implements CommandListener {
    private static final int LIMIT_CHARS = 50_000;
    private static final int HEAD_CHARS = LIMIT_CHARS * 2 / 5;

    private final Progress progress;
    private final AnsiStripper stripper = new AnsiStripper();
    private final HeadAndTail kept = new HeadAndTail(HEAD_CHARS, LIMIT_CHARS - HEAD_CHARS);

    TerminalOutput(Progress progress) {
        this.progress = progress;
    }

    @Override
    public synchronized void onOutput(String text) {
        String plain = stripper.next(text);
        if (!plain.isEmpty()) {
            kept.add(plain);
            progress.output(plain);
        }
    }

    synchronized String text() {
        return kept.text().stripTrailing();
    }
}
