package dev.talaria.shell;

import dev.talaria.api.session.SessionCatalog;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Completes keys, ids and titles of the sessions that were used last. */
@Service
public final class SessionCompleter extends NameCompleter {
    private static final int RECENT = 200;
    /** What has to be quoted is not offered. */
    private static final Predicate<String> WORD =
            Pattern.compile("[\\p{L}\\p{N}:._-]+").asMatchPredicate();

    @Reference(optional = true)
    @Nullable
    SessionCatalog sessions;

    @Override
    Stream<String> names() {
        return sessions == null
                ? Stream.empty()
                : sessions.list(0, RECENT).stream()
                        .flatMap(session -> Stream.of(
                                session.key(), session.title(), session.id().value()))
                        .filter(WORD);
    }
}
