package dev.talaria.launcher.supervisor;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Properties;

/**
 * {@code run/supervisor.properties}, for {@code talaria status} and for people. Keys: {@code state}, {@code pid} of the
 * supervisor, {@code instance} (the pid of the instance), {@code restarts}, {@code lastExit}, {@code lastExitAt}, {@code
 * nextTry}; times are ISO 8601 in UTC.
 */
final class Status {
    private final Path file;
    private final Properties shown = new Properties();

    /** What the supervisor does now. */
    enum State {
        RUNNING,
        /** Until {@code nextTry}. */
        WAITING,
        /** Until {@code nextTry}; only a person can help. */
        STORM,
        STOPPING,
        STOPPED,
        /** It does not try again: {@code lastExit} says why. */
        FAILED
    }

    Status(Path file) {
        this.file = file;
        shown.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
    }

    Status set(String key, Object value) {
        shown.setProperty(key, value.toString());
        return this;
    }

    Status at(String key, Instant time) {
        return set(key, time.truncatedTo(ChronoUnit.SECONDS));
    }

    /** A disk that takes nothing is no reason to stop supervising. */
    void now(State state) {
        if (state != State.WAITING && state != State.STORM) {
            shown.remove("nextTry");
        }
        set("state", state.name().toLowerCase(Locale.ROOT));
        StringWriter text = new StringWriter();
        try {
            shown.store(text, null);
            QuarantineList.replace(file, text.toString());
        } catch (IOException e) {
            // Whoever asks for it is told by the log as well.
        }
    }
}
