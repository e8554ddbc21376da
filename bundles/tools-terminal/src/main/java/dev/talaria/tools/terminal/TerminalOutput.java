package dev.talaria.tools.terminal;

import dev.talaria.api.base.Progress;
import dev.talaria.api.sandbox.CommandListener;

/**
 * Takes a command's output: without escape sequences, shown as it comes, and kept within the limit. What goes beyond
 * the limit makes a file of the whole.
 */
final class TerminalOutput implements CommandListener {
    private static final int LIMIT_CHARS = 50_000;
    private static final int HEAD_CHARS = LIMIT_CHARS * 2 / 5;

    private final Progress progress;
    private final SpillFile spill;
    private final boolean terminal;
    private final AnsiStripper stripper = new AnsiStripper();
    private final HeadAndTail kept = limited();
    private boolean spilling;

    /** @param terminal whether lines end as on a terminal */
    TerminalOutput(Progress progress, SpillFile spill, boolean terminal) {
        this.progress = progress;
        this.spill = spill;
        this.terminal = terminal;
    }

    static HeadAndTail limited() {
        return new HeadAndTail(HEAD_CHARS, LIMIT_CHARS - HEAD_CHARS);
    }

    @Override
    public synchronized void onOutput(String text) {
        String plain = stripper.next(text);
        if (terminal) {
            // Also where the two characters come apart.
            plain = plain.replace("\r", "");
        }
        if (plain.isEmpty()) {
            return;
        }
        if (!spilling && kept.total() + plain.length() > LIMIT_CHARS) {
            spilling = true;
            spill.add(kept.text());
        }
        if (spilling) {
            spill.add(plain);
        }
        kept.add(plain);
        progress.output(plain);
    }

    synchronized String text() {
        String text = kept.text().stripTrailing();
        return spilling ? text + "\n" + spill.notice() : text;
    }
}
