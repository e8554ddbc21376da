package dev.talaria.api.session;

import dev.talaria.api.base.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The service that finds what was said in sessions. Provided by the engine. Events that were undone or erased are never
 * given.
 *
 * <p>Every method throws {@link dev.talaria.api.store.StoreException} when the store cannot tell.
 */
@ProviderType
public interface SessionSearch {
    /** Sessions that one {@link #find} or {@link #browse} gives at most. */
    int MOST_SESSIONS = 50;

    /** Hits of one session that {@link #find} gives at most. */
    int MOST_HITS = 20;

    /** Events before, and events after, that {@link #around} gives at most. */
    int WIDEST_WINDOW = 20;

    /**
     * Sessions in which the words occur. Those of jobs stand below those of people, whatever the order.
     *
     * @throws SessionException UNAVAILABLE if no search index is installed
     */
    List<FoundSession> find(Query query);

    /**
     * What was said around an event, that event included, oldest first.
     *
     * @param window events before it and events after it, each
     * @throws SessionException NOT_FOUND if there is no such session, or nothing was said there that counts
     */
    List<SessionEntry> around(SessionId session, long sequence, int window);

    /**
     * How a session began and ended.
     *
     * @throws SessionException NOT_FOUND if there is no such session
     */
    Reading read(SessionId session);

    /** The sessions that were used last, without the one that asks. */
    List<SessionSummary> browse(Optional<SessionId> asking, int limit);

    /** Who speaks. */
    enum Speaker {
        /** A person. */
        USER,
        MODEL,
        /** The output of a tool. */
        TOOL
    }

    /** Which session comes first. */
    enum Order {
        /** The one that has what fits best. */
        RELEVANCE,
        NEWEST,
        OLDEST
    }

    /**
     * What to look for.
     *
     * @param text words, all of which must occur in one event; {@code "a phrase"}, {@code prefix*}, {@code OR},
     *     {@code NOT}; never an error
     * @param session only there; empty for all
     * @param speakers empty for people and models
     * @param asking the session that asks. Of it, only what a compaction took from its model is found, of every speaker
     *     if none is named, and stands first; unless it is named as {@code session}, which finds all of it
     * @param sessions how many are given, from 1 to {@link #MOST_SESSIONS}
     * @param hits how many are given of each, from 1 to {@link #MOST_HITS}: the newest, or with {@link Order#OLDEST} the
     *     oldest; with {@link Order#RELEVANCE} the best one first
     */
    record Query(
            String text,
            Optional<SessionId> session,
            Set<Speaker> speakers,
            Optional<SessionId> asking,
            Order order,
            int sessions,
            int hits) {
        public Query {
            speakers = Set.copyOf(speakers);
            require(sessions >= 1 && sessions <= MOST_SESSIONS, "sessions", sessions);
            require(hits >= 1 && hits <= MOST_HITS, "hits", hits);
        }

        private static void require(boolean holds, String name, int value) {
            if (!holds) {
                throw new IllegalArgumentException(name + " is out of range: " + value);
            }
        }

        /** In all sessions, the best first: ten sessions, three hits of each. */
        public static Query of(String text) {
            return new Query(text, Optional.empty(), Set.of(), Optional.empty(), Order.RELEVANCE, 10, 3);
        }
    }

    /**
     * A session in which something was found.
     *
     * @param hits at least one
     * @param more how many more are known there; there may be others
     */
    record FoundSession(SessionSummary session, List<Hit> hits, int more) {
        public FoundSession {
            hits = List.copyOf(hits);
        }
    }

    /**
     * Something that was said.
     *
     * @param sequence in the session, from 1; for {@link SessionSearch#around}
     * @param who a person's id, a model, a tool
     * @param snippet part of the text; what was found stands between {@code >>>} and {@code <<<}
     */
    record Hit(long sequence, Instant time, Speaker speaker, String who, String snippet) {}

    /**
     * The two ends of a session.
     *
     * @param first what was said first, 20 at most
     * @param last what was said last, 10 at most; nothing that is in {@code first}
     * @param gap whether something was said between the two
     */
    record Reading(SessionSummary session, List<SessionEntry> first, List<SessionEntry> last, boolean gap) {
        public Reading {
            first = List.copyOf(first);
            last = List.copyOf(last);
        }
    }
}
