package dev.talaria.testkit.tool;

import dev.talaria.api.agent.Notices;
import dev.talaria.api.base.SessionId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was posted. Thread-safe. */
public final class RecordingNotices implements Notices {
    private final List<Notice> posted = new CopyOnWriteArrayList<>();

    /** One post. */
    public record Notice(SessionId session, String source, String text) {}

    /** The oldest first. */
    public List<Notice> posted() {
        return posted;
    }

    /** Their texts. */
    public List<String> texts() {
        return posted.stream().map(Notice::text).toList();
    }

    @Override
    public void post(SessionId session, String source, String text) {
        posted.add(new Notice(session, source, text));
    }
}
