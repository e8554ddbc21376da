package dev.talaria.tools.terminal;

import dev.talaria.api.agent.Notices;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.sandbox.ExitStatus;
import java.io.IOException;

/** Tells a session once that a process of it ended, unless the agent saw it itself. Thread-safe. */
final class CompletionNotices {
    private static final int OUTPUT_CHARS = 2_000;

    private final Notices notices;
    private final Markers markers;

    CompletionNotices(Notices notices, Markers markers) {
        this.notices = notices;
        this.markers = markers;
    }

    /** Marked after the post: a crash between them tells it twice, the other order might never tell it. */
    void tell(BackgroundProcess process, ExitStatus status) throws IOException {
        if (!markers.claim(process, Markers.Kind.TOLD)) {
            return;
        }
        boolean posted = false;
        try {
            String output = process.lastOutput(OUTPUT_CHARS);
            notices.post(
                    new SessionId(process.label().owner().session()),
                    ProcessTool.NAME,
                    "Background process " + process.id() + " ended: " + process.ending(status) + "\nCommand: "
                            + process.shownCommand() + "\n"
                            + (output.isBlank() ? "It printed nothing." : "Last output:\n" + output));
            posted = true;
            markers.keep(process, Markers.Kind.TOLD);
        } finally {
            if (!posted) {
                markers.unclaim(process, Markers.Kind.TOLD);
            }
        }
    }

    /** The agent was told by a result. */
    void seen(BackgroundProcess process) {
        if (markers.claim(process, Markers.Kind.TOLD)) {
            markers.keep(process, Markers.Kind.TOLD);
        }
    }
}
