package dev.talaria.engine.session;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.session.SessionSearch.FoundSession;
import dev.talaria.api.session.SessionSearch.Hit;
import dev.talaria.api.session.SessionSearch.Order;
import dev.talaria.api.session.SessionSearch.Query;
import dev.talaria.api.session.SessionSearch.Speaker;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.store.StoredEvent;
import dev.talaria.engine.session.SessionEvent.ToolFinished;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.SearchIndex;
import dev.talaria.spi.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One search: hits of the index, by session, without those that do not count. */
final class SessionFinder {
    /** The output of the tool that searches repeats what was found; it is no finding itself. */
    private static final String ECHO = "session_search";

    /** How many hits the index is asked for; more only if those of few sessions fill the first number. */
    private static final int[] ASKED = {200, 1_000};

    private static final Set<Speaker> USUAL = Set.of(Speaker.USER, Speaker.MODEL);

    private final Store store;
    private final BlobStore blobs;
    private final SearchIndex index;
    private final Query query;

    private record Group(SessionSummary session, List<SearchIndex.Hit> hits) {}

    SessionFinder(Store store, BlobStore blobs, SearchIndex index, Query query) {
        this.store = store;
        this.blobs = blobs;
        this.index = index;
        this.query = query;
    }

    List<FoundSession> find() {
        List<FoundSession> own = ownOutOfSight();
        int wanted = query.sessions() - own.size();
        List<FoundSession> others = List.of();
        for (int asked : ASKED) {
            List<SearchIndex.Hit> hits = search(query.session(), query.speakers(), asked);
            others = found(hits, wanted);
            if (others.size() >= wanted || hits.size() < asked) {
                break;
            }
        }
        return Stream.concat(own.stream(), others.stream()).toList();
    }

    private Optional<SessionId> left() {
        return query.session().isPresent() ? Optional.empty() : query.asking();
    }

    private List<FoundSession> ownOutOfSight() {
        Optional<SessionSummary> asking = left().flatMap(id -> summary(id.value()));
        if (asking.isEmpty() || asking.get().compactions() == 0) {
            return List.of();
        }
        SessionSummary session = asking.get();
        Undoings undoings = SaidEvents.undoings(store, session);
        OutOfSight outOfSight = new OutOfSight(store, blobs, session.id(), undoings);
        Set<Speaker> speakers = query.speakers().isEmpty() ? EnumSet.allOf(Speaker.class) : query.speakers();
        List<SearchIndex.Hit> hits = search(Optional.of(session.id()), speakers, ASKED[ASKED.length - 1]).stream()
                .filter(hit -> event(hit).filter(outOfSight::has).isPresent())
                .toList();
        return found(new Group(session, hits)).stream().toList();
    }

    private List<SearchIndex.Hit> search(Optional<SessionId> session, Set<Speaker> speakers, int limit) {
        List<String> types = (speakers.isEmpty() ? USUAL : speakers)
                .stream().flatMap(SessionFinder::types).toList();
        SearchIndex.Order order = SearchIndex.Order.valueOf(query.order().name());
        return index.search(new SearchIndex.Query(query.text(), session.map(SessionId::value), types, order, limit));
    }

    private List<FoundSession> found(List<SearchIndex.Hit> hits, int wanted) {
        Map<String, List<SearchIndex.Hit>> byStream = new LinkedHashMap<>();
        for (SearchIndex.Hit hit : hits) {
            byStream.computeIfAbsent(hit.stream(), none -> new ArrayList<>()).add(hit);
        }
        left().ifPresent(asking -> byStream.remove(asking.value()));
        List<Group> groups = new ArrayList<>();
        byStream.forEach(
                (stream, several) -> summary(stream).ifPresent(session -> groups.add(new Group(session, several))));
        groups.sort(Comparator.comparing(group -> SessionSearchService.isJob(group.session())));
        return groups.stream()
                .flatMap(group -> found(group).stream())
                .limit(wanted)
                .toList();
    }

    private Optional<FoundSession> found(Group group) {
        Undoings undoings = SaidEvents.undoings(store, group.session());
        List<SearchIndex.Hit> counting = chosenFirst(group.hits().stream()
                .filter(hit -> undoings.count(hit.sequence()))
                .toList());
        List<Hit> hits = new ArrayList<>();
        int seen = 0;
        while (seen < counting.size() && hits.size() < query.hits()) {
            hit(counting.get(seen)).ifPresent(hits::add);
            seen++;
        }
        return hits.isEmpty()
                ? Optional.empty()
                : Optional.of(new FoundSession(group.session(), hits, counting.size() - seen));
    }

    /** The best one, then the newest; what is sorted by time stays so. */
    private List<SearchIndex.Hit> chosenFirst(List<SearchIndex.Hit> hits) {
        if (query.order() != Order.RELEVANCE || hits.isEmpty()) {
            return hits;
        }
        Comparator<SearchIndex.Hit> oldest = Comparator.comparing(SearchIndex.Hit::sequence);
        return Stream.concat(hits.stream().limit(1), hits.stream().skip(1).sorted(oldest.reversed()))
                .toList();
    }

    /** Empty if the event was erased a moment ago, or repeats what was found before. */
    private Optional<Hit> hit(SearchIndex.Hit hit) {
        Predicate<StoredEvent> echo = stored -> EventCodec.decode(stored.event(), blobs)
                .filter(event -> event instanceof ToolFinished e && e.tool().equals(ECHO))
                .isPresent();
        return event(hit).filter(echo.negate()).map(stored -> {
            String who = SessionEntries.of(stored, blobs).who();
            return new Hit(hit.sequence(), hit.time(), speaker(hit.type()), who, hit.snippet());
        });
    }

    private Optional<StoredEvent> event(SearchIndex.Hit hit) {
        return store.read(hit.stream(), hit.sequence() - 1, 1).stream()
                .filter(stored -> stored.event().bytes().length > 0)
                .findFirst();
    }

    private Optional<SessionSummary> summary(String stream) {
        return store.record(SessionInfo.RECORD, stream).map(InfoCodec::decode);
    }

    private static Stream<String> types(Speaker speaker) {
        return switch (speaker) {
            case USER -> Stream.of("user.message", "user.steered");
            case MODEL -> Stream.of("assistant.message");
            case TOOL -> Stream.of("tool.finished");
        };
    }

    private static Speaker speaker(String type) {
        return switch (type) {
            case "assistant.message" -> Speaker.MODEL;
            case "tool.finished" -> Speaker.TOOL;
            default -> Speaker.USER;
        };
    }
}
