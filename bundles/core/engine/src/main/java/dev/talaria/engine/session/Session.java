package dev.talaria.engine.session;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.prompt.PromptEpoch;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A live session: its place in the journal and the messages projected from it. Owned by the turn that runs; not
 * thread-safe.
 *
 * <p>{@link #append} only collects; {@link #commit} makes everything collected durable in one transaction. A caller
 * commits before anything happens that the journal must know of first.
 */
public final class Session {
    static final String KEY_RECORD = "session.key";
    private static final int MAX_WAITING = 1_000;

    private final Store store;
    private final BlobStore blobs;
    private final Clock clock;
    private final SessionKey key;
    private final SessionId id;
    private Conversation conversation = new Conversation();
    private final List<EventRecord> pending = new ArrayList<>();
    private final List<Steer> consumed = new ArrayList<>();
    private final List<Consumer<Batch.Builder>> along = new ArrayList<>();
    private final Set<String> toldNotes = new HashSet<>();
    private final SessionInfo info;
    private long sequence;
    private long infoVersion;
    private boolean routed;
    private @Nullable PromptEpoch epoch;
    private @Nullable OpenTurn openTurn;

    Session(Store store, BlobStore blobs, Clock clock, SessionKey key, SessionId id, boolean routed) {
        this.store = store;
        this.blobs = blobs;
        this.clock = clock;
        this.key = key;
        this.id = id;
        this.info = new SessionInfo(id);
        this.routed = routed;
    }

    public SessionId id() {
        return id;
    }

    public SessionKey key() {
        return key;
    }

    public Conversation conversation() {
        return conversation;
    }

    /** What is known of it at a glance. */
    public SessionInfo info() {
        return info;
    }

    /** Sequence of the last event, those included that are collected. */
    public long lastSequence() {
        return sequence + pending.size();
    }

    /** What it takes of the memory, roughly. */
    long estimatedBytes() {
        return SessionSize.bytes(conversation.entries(), epoch);
    }

    /** The pinned prefix; null before the first turn. */
    public @Nullable PromptEpoch epoch() {
        return epoch;
    }

    /** Pins a prefix; the event that says so is the caller's. */
    public void pin(PromptEpoch value) {
        epoch = value;
    }

    /** A turn that a process left in the middle and that is to go on, before another one begins; null if none. */
    public @Nullable OpenTurn openTurn() {
        return openTurn;
    }

    /** @param value null once it goes on */
    public void openTurn(@Nullable OpenTurn value) {
        openTurn = value;
    }

    /** Whether nothing was ever committed. */
    public boolean isNew() {
        return sequence == 0;
    }

    /** Collects an event and applies it to the conversation. */
    public void append(SessionEvent event) {
        EventRecord encoded = EventCodec.encode(event);
        pending.add(encoded);
        conversation.apply(event, lastSequence());
        info.apply(encoded, Optional.of(event), lastSequence(), clock.instant());
        if (event instanceof SessionEvent.Compacted) {
            // What was told of a project may be among what is gone.
            toldNotes.clear();
        }
    }

    /** Collects what another session has, as it stands there; not to be found a second time by a search. */
    public void copy(List<StoredEvent> events) {
        for (StoredEvent stored : events) {
            EventRecord event = stored.event();
            EventRecord copied = new EventRecord(event.type(), event.schemaVersion(), event.bytes(), null);
            pending.add(copied);
            info.apply(copied, EventCodec.decode(copied, blobs), lastSequence(), clock.instant());
        }
    }

    /** Collects what was said while the turn ran; its record goes with the same commit. */
    public void append(Steer steer, String turn) {
        append(
                steer.source().isEmpty()
                        ? new SessionEvent.UserSteered(turn, steer.principal(), steer.text())
                        : new SessionEvent.NoticeHeard(turn, steer.source(), steer.text()));
        consumed.add(steer);
    }

    /** Something of the store that changes in the same commit as what is collected. */
    public void along(Consumer<Batch.Builder> change) {
        along.add(change);
    }

    /** What waits for this session in the store, in order. */
    public List<Steer> waiting() {
        return store.records(Steer.RECORD, Steer.prefix(id), MAX_WAITING).stream()
                .map(Steer::from)
                .toList();
    }

    /** Whether notes of a project are told for the first time in the life of this object. */
    public boolean tellOnce(String path) {
        return toldNotes.add(path);
    }

    /**
     * Makes everything collected durable; does nothing if there is nothing.
     *
     * @throws dev.talaria.api.store.StoreException then the session must be forgotten and loaded again
     */
    public void commit() {
        if (pending.isEmpty() && along.isEmpty()) {
            return;
        }
        Batch.Builder batch = Batch.builder();
        addTo(batch);
        store.commit(batch.build());
        routed = true;
        sequence += pending.size();
        pending.clear();
        consumed.clear();
        along.clear();
    }

    /** Everything collected, for a commit that changes more than this session. Forget the session then. */
    public void addTo(Batch.Builder batch) {
        if (!pending.isEmpty()) {
            batch.append(id.value(), sequence, pending);
        }
        along.forEach(change -> change.accept(batch));
        if (!routed) {
            batch.put(KEY_RECORD, key.value(), 0, null, id.value().getBytes(StandardCharsets.UTF_8));
        }
        consumed.forEach(steer -> batch.remove(Steer.RECORD, steer.key(), 1));
        if (info.takeMarked()) {
            putInfo(batch);
        }
    }

    /** What waits for it in the store goes with the caller's commit. */
    public void dropWaiting(Batch.Builder batch) {
        for (StoredRecord record : store.records(Steer.RECORD, Steer.prefix(id), MAX_WAITING)) {
            batch.remove(Steer.RECORD, record.key(), record.version());
        }
    }

    /** The summary's record, whatever became of it. */
    public void putInfo(Batch.Builder batch) {
        Optional<SessionSummary> summary = info.summary();
        if (summary.isPresent()) {
            batch.put(
                    SessionInfo.RECORD,
                    id.value(),
                    infoVersion,
                    InfoCodec.due(summary.get()),
                    InfoCodec.encode(summary.get()));
            infoVersion++;
        } else if (infoVersion > 0) {
            batch.remove(SessionInfo.RECORD, id.value(), infoVersion);
            infoVersion = 0;
        }
    }

    /** Reads the stream from the store; once more without what was undone, if anything was. */
    void load() {
        infoVersion = store.record(SessionInfo.RECORD, id.value())
                .map(StoredRecord::version)
                .orElse(0L);
        Undoings undoings = new Undoings();
        new Journal(store, id).forEach(stored -> {
            Optional<SessionEvent> event = EventCodec.decode(stored.event(), blobs);
            undoings.note(stored);
            info.apply(stored.event(), event, stored.sequence(), stored.time());
            if (undoings.isEmpty()) {
                event.ifPresent(known -> conversation.apply(known, stored.sequence()));
            }
            sequence = stored.sequence();
        });
        info.takeMarked();
        if (!undoings.isEmpty()) {
            conversation = conversationAt(sequence);
        }
    }

    /** One event; empty if it is erased, of a newer version or not there. */
    public Optional<SessionEvent> event(long number) {
        return store.read(id.value(), number - 1, 1).stream()
                .findFirst()
                .flatMap(stored -> EventCodec.decode(stored.event(), blobs));
    }

    /** The conversation as it was after an event: what counts of the journal today, up to there. */
    public Conversation conversationAt(long last) {
        Undoings undoings = new Undoings();
        Journal journal = new Journal(store, id);
        journal.forEach(undoings::note);
        Conversation then = new Conversation();
        journal.forEach(stored -> {
            if (stored.sequence() <= last && undoings.count(stored.sequence())) {
                EventCodec.decode(stored.event(), blobs).ifPresent(event -> then.apply(event, stored.sequence()));
            }
        });
        return then;
    }
}
