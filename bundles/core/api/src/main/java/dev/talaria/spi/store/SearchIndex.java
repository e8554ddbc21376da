package dev.talaria.spi.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Finds events by their index text. A projection of the journal that follows it by itself, asynchronously: what was
 * committed is found a moment later, and the whole index can be dropped and is built again. Thread-safe. Only the engine
 * uses it.
 *
 * <p>Every method throws {@link dev.talaria.api.store.StoreException} when the index cannot tell.
 */
@ConsumerType
public interface SearchIndex {
    /** The best first; events that were erased are never among them. */
    List<Hit> search(Query query);

    /** How far the index is. */
    Progress progress();

    /** Drops the index and begins to build it again; {@link #search} finds less meanwhile. */
    void rebuild();

    /**
     * What to look for.
     *
     * @param text words, all of which must occur; {@code "a phrase"}, {@code prefix*}, {@code OR}, {@code NOT}, as
     *     {@link SearchExpression} says; never an error. Case and accents do not count. Works for scripts without spaces
     *     (Chinese, Japanese, Korean), from one character on, wherever it stands
     * @param stream only there; empty for all
     * @param types of events, such as {@code user.message}; empty for all
     * @param order what comes first
     * @param limit at most 1,000
     */
    record Query(String text, Optional<String> stream, List<String> types, Order order, int limit) {
        public Query {
            types = List.copyOf(types);
        }
    }

    /** What comes first. */
    enum Order {
        /** How well it fits, of which age takes up to a fifth; of equals the newer. */
        RELEVANCE,
        NEWEST,
        OLDEST
    }

    /**
     * An event that was found.
     *
     * @param snippet part of its text around what was found, which stands between {@code >>>} and {@code <<<}
     * @param score higher fits better; comparable within one search only
     */
    record Hit(String stream, long sequence, Instant time, String type, String snippet, double score) {}

    /**
     * How far the index has followed the journal.
     *
     * @param watermark position in the journal up to which all is indexed
     * @param behind events that are committed and not indexed yet
     */
    record Progress(long watermark, long behind) {}
}
