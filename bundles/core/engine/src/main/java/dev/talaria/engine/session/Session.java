package dev.talaria.engine.session;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.prompt.PromptEpoch;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
    private final SessionKey key;
    private final SessionId id;
    private Conversation conversation = new Conversation();
    private final List<EventRecord> pending = new ArrayList<>();
    private final List<Steer> consumed = new ArrayList<>();
    private final List<Consumer<Batch.Builder>> along = new ArrayList<>();
    private final Set<String> toldNotes = new HashSet<>();
    private long sequence;
    private boolean routed;
    private @Nullable PromptEpoch epoch;
    private @Nullable OpenTurn openTurn;

    Session(Store store, BlobStore blobs, SessionKey key, SessionId id, boolean routed) {
        this.store = store;
        this.blobs = blobs;
        this.key = key;
        this.id = id;
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
        pending.add(EventCodec.encode(event));
        conversation.apply(event, sequence + pending.size());
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
        if (!pending.isEmpty()) {
            batch.append(id.value(), sequence, pending);
        }
        along.forEach(change -> change.accept(batch));
        if (!routed) {
            batch.put(KEY_RECORD, key.value(), 0, null, id.value().getBytes(StandardCharsets.UTF_8));
        }
        consumed.forEach(steer -> batch.remove(Steer.RECORD, steer.key(), 1));
        store.commit(batch.build());
        routed = true;
        sequence += pending.size();
        pending.clear();
        consumed.clear();
        along.clear();
    }

    /** Reads the stream from the store; once more without what was undone, if anything was. */
    void load() {
        Undoings undoings = new Undoings();
        forEachEvent(stored -> {
            undoings.note(stored);
            if (undoings.isEmpty()) {
                apply(stored);
            }
        });
        if (!undoings.isEmpty()) {
            conversation = new Conversation();
            sequence = 0;
            forEachEvent(stored -> {
                if (undoings.count(stored.sequence())) {
                    apply(stored);
                }
            });
        }
    }

    private void apply(StoredEvent stored) {
        EventCodec.decode(stored.event(), blobs).ifPresent(event -> conversation.apply(event, stored.sequence()));
    }

    private void forEachEvent(Consumer<StoredEvent> use) {
        final int page = 500;
        List<StoredEvent> events;
        do {
            events = store.read(id.value(), sequence, page);
            for (StoredEvent stored : events) {
                use.accept(stored);
                sequence = stored.sequence();
            }
        } while (events.size() == page);
    }
}
