package dev.talaria.engine.session;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.EventRecord;
import dev.talaria.engine.session.SessionEvent.Branched;
import dev.talaria.engine.session.SessionEvent.Routed;
import dev.talaria.engine.session.SessionEvent.SessionStarted;
import dev.talaria.engine.session.SessionEvent.SettingChanged;
import dev.talaria.engine.session.SessionEvent.Titled;
import dev.talaria.engine.session.SessionEvent.Undone;
import dev.talaria.engine.session.SessionEvent.UserMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The projection of a journal to its summary. Fed event by event, live and from the store alike. It changes only with
 * the events that begin the session, begin or end a turn, compact, or control the session ({@link #marked}), wherever the
 * commits ended: so a rebuild, which does not see commits, gives the same.
 */
public final class SessionInfo {
    /** Kind of the records. Their {@code due} sorts them: the one that was changed last is due first. */
    static final String RECORD = "session.info";

    private static final int LONGEST_DERIVED_TITLE = 80;
    private static final Set<String> MARKS = marks();

    private final SessionId id;
    private final List<Long> turns = new ArrayList<>();
    private final Map<String, String> settings = new TreeMap<>();
    private String key = "";
    private String title = "";
    private String titledBy = "";
    private String derivedTitle = "";
    private String source = "";
    private String parent = "";
    private Instant started = Instant.EPOCH;
    private Instant changed = Instant.EPOCH;
    private long bytes;
    private long undos;
    private long compactions;
    private long markedEvents;
    private long markedBytes;
    private boolean open;
    private boolean erased;
    private boolean marked;

    SessionInfo(SessionId id) {
        this.id = id;
    }

    private static Set<String> marks() {
        Set<String> types = new HashSet<>(ControlCodec.TYPES);
        types.addAll(Set.of("session.started", "user.message", "turn.finished", CompactionCodec.TYPE));
        return Set.copyOf(types);
    }

    /**
     * @param event what the record holds; empty if that is erased or of a newer version
     * @param time of the commit, or shortly before it
     */
    void apply(EventRecord stored, Optional<SessionEvent> event, long sequence, Instant time) {
        started = sequence == 1 ? time : started;
        bytes += stored.bytes().length;
        switch (stored.type()) {
            case "user.message" -> begin(event, sequence);
            case "turn.finished" -> open = false;
            case CompactionCodec.TYPE -> compactions++;
            case ControlCodec.UNDONE -> undos++;
            case ControlCodec.ERASED -> erased = true;
            default -> {
                // what it says is below
            }
        }
        event.ifPresent(this::apply);
        if (MARKS.contains(stored.type())) {
            changed = time;
            markedEvents = sequence;
            markedBytes = bytes;
            marked = true;
        }
    }

    private void begin(Optional<SessionEvent> event, long sequence) {
        open = true;
        if (event.isPresent() && event.get() instanceof UserMessage message) {
            derivedTitle = turns.isEmpty() ? firstLine(message.text()) : derivedTitle;
            source = source.isEmpty() ? message.source() : source;
        }
        turns.add(sequence);
    }

    private void apply(SessionEvent event) {
        if (event instanceof SessionStarted e) {
            key = e.key();
        } else if (event instanceof Routed e) {
            key = e.key();
        } else if (event instanceof Branched e) {
            parent = e.from();
        } else if (event instanceof Titled e) {
            title = e.title();
            titledBy = e.title().isEmpty() ? "" : e.by();
        } else if (event instanceof SettingChanged e && e.value().isEmpty()) {
            settings.remove(e.name());
        } else if (event instanceof SettingChanged e) {
            settings.put(e.name(), e.value());
        } else if (event instanceof Undone e) {
            open = false;
            turns.removeIf(sequence -> sequence > e.to());
            derivedTitle = turns.isEmpty() ? "" : derivedTitle;
        }
    }

    private static String firstLine(String text) {
        String line = text.strip().lines().findFirst().orElse("");
        if (line.length() <= LONGEST_DERIVED_TITLE) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST_DERIVED_TITLE - 1))
                ? LONGEST_DERIVED_TITLE - 1
                : LONGEST_DERIVED_TITLE;
        return line.substring(0, end) + "…";
    }

    /** Sequences of the messages that began the turns which count, oldest first. */
    public List<Long> turns() {
        return List.copyOf(turns);
    }

    /** The title that was given; empty if none was. */
    public String title() {
        return title;
    }

    /** Who gave it. */
    public String titledBy() {
        return titledBy;
    }

    /** The key that leads to it; empty if none does. */
    public String key() {
        return key;
    }

    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** Whether it changed since the last call. */
    boolean takeMarked() {
        boolean was = marked;
        marked = false;
        return was;
    }

    /** Empty if the session was erased, or nothing happened in it. */
    public Optional<SessionSummary> summary() {
        if (erased || markedEvents == 0) {
            return Optional.empty();
        }
        return Optional.of(new SessionSummary(
                key,
                id,
                started,
                changed,
                turns.size(),
                markedEvents,
                title.isEmpty() ? derivedTitle : title,
                titledBy,
                source,
                parent,
                settings,
                undos,
                compactions,
                markedBytes,
                open));
    }
}
