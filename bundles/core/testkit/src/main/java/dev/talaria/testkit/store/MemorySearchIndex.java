package dev.talaria.testkit.store;

import dev.talaria.api.store.StoredEvent;
import dev.talaria.spi.store.SearchExpression;
import dev.talaria.spi.store.SearchExpression.Group;
import dev.talaria.spi.store.SearchIndex;
import dev.talaria.spi.store.Store;
import dev.talaria.testkit.store.MemoryWords.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A search index for tests of what uses one. It keeps no index: it reads a store through at each search, and so is never
 * behind. It keeps {@link SearchIndexContract}.
 */
public final class MemorySearchIndex implements SearchIndex {
    private static final int AROUND = 60;

    private final Store store;

    public MemorySearchIndex(Store store) {
        this.store = store;
    }

    @Override
    public List<Hit> search(Query query) {
        MemoryChecks.require(query.limit() >= 0 && query.limit() <= 1_000, "Not a limit: " + query.limit());
        List<Group> groups = SearchExpression.of(query.text()).alternatives();
        return events(query)
                .filter(stored -> query.types().isEmpty()
                        || query.types().contains(stored.event().type()))
                .flatMap(stored -> hit(stored, groups).stream())
                .sorted(order(query.order()))
                .limit(query.limit())
                .toList();
    }

    private Stream<StoredEvent> events(Query query) {
        List<String> streams = query.stream().map(List::of).orElseGet(() -> store.streams("", "", Integer.MAX_VALUE));
        return streams.stream()
                .flatMap(stream -> store.read(stream, 0, Integer.MAX_VALUE).stream())
                .filter(stored -> stored.event().indexText() != null);
    }

    private static Comparator<Hit> order(Order order) {
        Comparator<Hit> oldest =
                Comparator.comparing(Hit::time).thenComparing(Hit::stream).thenComparing(Hit::sequence);
        return switch (order) {
            case OLDEST -> oldest;
            case NEWEST -> oldest.reversed();
            case RELEVANCE -> Comparator.comparing(Hit::score).reversed().thenComparing(oldest.reversed());
        };
    }

    private static Optional<Hit> hit(StoredEvent stored, List<Group> groups) {
        String text = stored.event().indexText();
        MemoryWords words = MemoryWords.of(text);
        List<Span> spans =
                groups.stream().flatMap(group -> spans(words, group).stream()).toList();
        if (spans.isEmpty()) {
            return Optional.empty();
        }
        double score = (double) spans.size() / words.count();
        String type = stored.event().type();
        return Optional.of(
                new Hit(stored.stream(), stored.sequence(), stored.time(), type, snippet(text, spans.get(0)), score));
    }

    /** Where the terms of a group stand; nothing if it does not hold. */
    private static List<Span> spans(MemoryWords words, Group group) {
        if (group.excluded().stream().anyMatch(term -> !words.find(term).isEmpty())) {
            return List.of();
        }
        List<Span> all = new ArrayList<>();
        for (SearchExpression.Term term : group.required()) {
            List<Span> found = words.find(term);
            if (found.isEmpty()) {
                return List.of();
            }
            all.addAll(found);
        }
        return all;
    }

    private static String snippet(String text, Span span) {
        int from = Math.max(0, span.start() - AROUND);
        int to = Math.min(text.length(), span.end() + AROUND);
        return (from > 0 ? "…" : "")
                + text.substring(from, span.start())
                + ">>>"
                + text.substring(span.start(), span.end())
                + "<<<"
                + text.substring(span.end(), to)
                + (to < text.length() ? "…" : "");
    }

    @Override
    public Progress progress() {
        long events = store.streams("", "", Integer.MAX_VALUE).stream()
                .mapToLong(store::lastSequence)
                .sum();
        return new Progress(events, 0);
    }

    @Override
    public void rebuild() {
        // There is nothing to drop.
    }
}
