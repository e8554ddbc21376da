package dev.talaria.shell;

import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionControl;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionException.Code;
import dev.talaria.api.session.SessionSummary;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The conversation that a person at a terminal means by a word. */
@Component(service = SessionNames.class)
public final class SessionNames {
    /** The conversation that a terminal had last. */
    static final String LATEST = "latest";

    private static final String TERMINAL = "cli:";
    /** Shorter words are names of new conversations, not beginnings of titles. */
    private static final int SHORTEST_BEGINNING = 4;

    private static final int RECENT = 200;

    private final SessionCatalog catalog;
    private final SessionControl control;

    @Activate
    public SessionNames(@Reference SessionCatalog catalog, @Reference SessionControl control) {
        this.catalog = catalog;
        this.control = control;
    }

    /** Where a name without an origin is: at a terminal. */
    static SessionKey key(String name) {
        return new SessionKey(name.contains(":") ? name : TERMINAL + name);
    }

    /**
     * The key of what a person means: a name, a key, an id, a title, or how an id or title begins. What is none of these
     * is the name of a new conversation.
     *
     * @param given empty for a new conversation without a name
     * @throws SessionException AMBIGUOUS if it may be several
     */
    public SessionKey meant(String given) {
        if (given.isEmpty()) {
            return key(UUID.randomUUID().toString());
        } else if (given.equals(LATEST)) {
            return latest().orElseGet(() -> meant(""));
        } else if (given.startsWith(TERMINAL)) {
            return new SessionKey(given);
        } else if (catalog.find(key(TERMINAL + given)).isPresent()) {
            return key(TERMINAL + given);
        }
        return known(given).map(this::reached).orElseGet(() -> new SessionKey(TERMINAL + given));
    }

    private Optional<SessionKey> latest() {
        return catalog.list(0, RECENT).stream()
                .map(SessionSummary::key)
                .filter(key -> key.startsWith(TERMINAL))
                .findFirst()
                .map(SessionKey::new);
    }

    private Optional<SessionSummary> known(String given) {
        try {
            SessionSummary found = catalog.resolve(given);
            boolean whole =
                    given.equals(found.key()) || given.equals(found.id().value()) || given.equals(found.title());
            return Optional.of(found).filter(summary -> whole || given.length() >= SHORTEST_BEGINNING);
        } catch (SessionException e) {
            if (e.code() == Code.NOT_FOUND || given.length() < SHORTEST_BEGINNING) {
                return Optional.empty();
            }
            throw new SessionException(
                    Code.AMBIGUOUS, e.getMessage(), e.remedy() + " A new conversation is " + TERMINAL + given + ".");
        }
    }

    /** A session that no key leads to gets one. */
    public SessionKey reached(SessionSummary summary) {
        if (!summary.key().isEmpty()) {
            return new SessionKey(summary.key());
        }
        SessionKey key = key(TERMINAL + summary.id());
        control.resume(key, summary.id(), Principal.osUser());
        return key;
    }
}
