package dev.talaria.tools.terminal;

import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.ExitStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A detached command that this tool started, now or in an earlier life. */
record BackgroundProcess(String sandbox, DetachedCommand detached, ProcessLabel label) {
    /** Bytes of one character, and some for escape sequences. */
    private static final int BYTES_PER_CHAR = 5;

    private static final int SHOWN_COMMAND = 200;

    String id() {
        return detached.id();
    }

    /** Unique over all sandboxes. */
    String key() {
        return sandbox + "/" + id();
    }

    /** The last characters that it printed, at most. */
    String lastOutput(int chars) throws IOException {
        int bytes = chars * BYTES_PER_CHAR;
        long size = detached.outputSize();
        String text = PlainText.of(detached.output(Math.max(0, size - bytes), bytes));
        return PlainText.end(text.stripTrailing(), chars);
    }

    /** One line for the model. */
    String status(long nowMs) throws IOException {
        Optional<ExitStatus> end = detached.ended();
        String state = end.isPresent() ? ending(end.get()) : "running for " + age(nowMs);
        return id() + ": " + state + "; command: " + shownCommand();
    }

    /** How it ended, in words. */
    String ending(ExitStatus status) {
        switch (status.reason()) {
            case INTERRUPTED:
                return "killed";
            case LOST:
                return "lost: it is gone and nobody saw its end, so that its exit code is not known";
            default:
                ExitNote note = ExitNote.of(label.command(), status.code());
                boolean plain = status.code() == 0 || note.text().isEmpty();
                return "exit code " + status.code() + (plain ? "" : " (" + note.text() + ")");
        }
    }

    String shownCommand() {
        String line = label.command().strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN_COMMAND ? line : line.substring(0, SHOWN_COMMAND) + "…";
    }

    private String age(long nowMs) {
        Duration age = Duration.ofMillis(Math.max(0, nowMs - detached.startedMs()));
        return age.toHours() > 0
                ? age.toHours() + " h " + age.toMinutesPart() + " min"
                : age.toMinutes() > 0 ? age.toMinutes() + " min " + age.toSecondsPart() + " s" : age.toSeconds() + " s";
    }
}
