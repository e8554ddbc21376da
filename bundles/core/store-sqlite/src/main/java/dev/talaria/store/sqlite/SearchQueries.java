package dev.talaria.store.sqlite;

import dev.talaria.spi.store.SearchExpression;
import dev.talaria.spi.store.SearchIndex.Hit;
import dev.talaria.spi.store.SearchIndex.Order;
import dev.talaria.spi.store.SearchIndex.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One query of the search index, in two steps: which events, then what to show of them. */
final class SearchQueries {
    /** Of words that are nearly everywhere only the newest events are ranked: it bounds the time of a search. */
    private static final int RANKED = 20_000;

    /** Age is weighed among these, which are the best without it. */
    private static final int MIN_CANDIDATES = 200;

    private static final double WEIGHT_OF_AGE = 0.2;
    private static final double HALF_OF_IT_US = Duration.ofDays(30).toMillis() * 1_000.0;
    private static final String SHOWN = "SELECT id, score, stream, sequence, time_us, type FROM ";
    private static final String ENTRIES = " AS found CROSS JOIN entry ON position = id";
    private static final int SNIPPET_WORDS = 32;
    private static final int MAX_SNIPPET = 900;

    private final Query query;
    private final String match;

    private SearchQueries(Query query, String match) {
        this.query = query;
        this.match = match;
    }

    private record Candidate(long position, double score, String stream, long sequence, long timeUs, String type) {
        Candidate aged(long newestUs) {
            double age = Math.max(0, newestUs - timeUs);
            double factor = 1 - WEIGHT_OF_AGE * age / (age + HALF_OF_IT_US);
            return new Candidate(position, score * factor, stream, sequence, timeUs, type);
        }
    }

    /** Nothing if the text has nothing to look for. */
    static Optional<SearchQueries> of(Query query) {
        SearchExpression expression = SearchExpression.of(query.text());
        return expression.alternatives().isEmpty() || query.limit() == 0
                ? Optional.empty()
                : Optional.of(new SearchQueries(query, SearchText.match(expression.alternatives())));
    }

    /** Whether the event at a position still has its text. */
    interface Stands {
        boolean test(long position) throws SQLException;
    }

    List<Hit> run(Database database, Stands stands) throws SQLException {
        List<Hit> hits = new ArrayList<>();
        for (Candidate candidate : candidates(database)) {
            if (hits.size() == query.limit()) {
                break;
            }
            if (stands.test(candidate.position())) {
                hit(database, candidate).ifPresent(hits::add);
            }
        }
        return hits;
    }

    private List<Candidate> candidates(Database database) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        String found = found(values);
        if (query.order() != Order.RELEVANCE) {
            String direction = query.order() == Order.NEWEST ? "DESC" : "ASC";
            // Not more than is asked for, unless some were erased this very moment.
            values.add(query.limit() + MIN_CANDIDATES);
            return database.query(
                    this::candidate,
                    SHOWN + "(" + found + " ORDER BY words.rowid " + direction + " LIMIT ?)" + ENTRIES + " ORDER BY id "
                            + direction,
                    values.toArray());
        }
        values.add(RANKED);
        values.add(Math.max(MIN_CANDIDATES, 2 * query.limit()));
        List<Candidate> best = database.query(
                this::candidate,
                SHOWN + "(SELECT * FROM (" + found
                        + " ORDER BY words.rowid DESC LIMIT ?) ORDER BY score, id DESC LIMIT ?)" + ENTRIES,
                values.toArray());
        long newest = best.stream().mapToLong(Candidate::timeUs).max().orElse(0);
        return best.stream()
                .map(candidate -> candidate.aged(newest))
                .sorted(Comparator.comparingDouble(Candidate::score)
                        .thenComparingLong(Candidate::position)
                        .reversed())
                .toList();
    }

    /** What matches, by position. What there is to know of it is looked up only for the best. */
    private String found(List<@Nullable Object> values) {
        values.add(match);
        boolean all = query.stream().isEmpty() && query.types().isEmpty();
        StringBuilder sql = new StringBuilder("SELECT words.rowid AS id, "
                + (query.order() == Order.RELEVANCE ? "words.rank" : "-1.0") + " AS score FROM words"
                + (all ? "" : " CROSS JOIN entry ON position = words.rowid") + " WHERE words MATCH ?");
        query.stream().ifPresent(stream -> {
            sql.append(" AND stream = ?");
            values.add(stream);
        });
        if (!query.types().isEmpty()) {
            sql.append(" AND type IN (")
                    .append(String.join(", ", Collections.nCopies(query.types().size(), "?")))
                    .append(')');
            values.addAll(query.types());
        }
        return sql.toString();
    }

    private Candidate candidate(ResultSet row) throws SQLException {
        return new Candidate(
                row.getLong(1), -row.getDouble(2), row.getString(3), row.getLong(4), row.getLong(5), row.getString(6));
    }

    private Optional<Hit> hit(Database database, Candidate candidate) throws SQLException {
        return database.first(
                        row -> row.getString(1),
                        "SELECT snippet(words, 0, '>>>', '<<<', '…', ?) FROM words WHERE words MATCH ? AND rowid = ?",
                        SNIPPET_WORDS,
                        match,
                        candidate.position())
                .map(snippet -> new Hit(
                        candidate.stream(),
                        candidate.sequence(),
                        Times.instant(candidate.timeUs()),
                        candidate.type(),
                        shortened(SearchText.join(snippet)),
                        candidate.score()));
    }

    /** A word of a thousand letters is one word, too. */
    private static String shortened(String snippet) {
        if (snippet.length() <= MAX_SNIPPET) {
            return snippet;
        }
        int from = Math.max(0, Math.min(snippet.indexOf(">>>") - MAX_SNIPPET / 4, snippet.length() - MAX_SNIPPET));
        return "…" + snippet.substring(from, from + MAX_SNIPPET) + "…";
    }
}
