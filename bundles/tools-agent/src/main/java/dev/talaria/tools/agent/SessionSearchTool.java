package dev.talaria.tools.agent;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.TalariaException;
import dev.talaria.api.session.SessionSearch;
import dev.talaria.api.session.SessionSearch.Order;
import dev.talaria.api.session.SessionSearch.Query;
import dev.talaria.api.session.SessionSearch.Speaker;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import dev.talaria.tool.support.Default;
import dev.talaria.tool.support.Describe;
import dev.talaria.tool.support.RecordTool;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds and reads what was said before: in other sessions, and in this one where a summary stands for it. */
@Component(service = Tool.class)
public final class SessionSearchTool extends RecordTool<SessionSearchTool.Args> implements Tool {
    private static final int MOST_SESSIONS = 10;
    private static final int HITS = 3;
    private static final int HITS_OF_ONE = 10;
    private static final String DESCRIPTION =
            "Recall past sessions, and what a summary replaced in this one. With query: find it. With session_id and"
                    + " around: read on around an event that was found. With session_id alone: how that session began"
                    + " and ended. With nothing: the latest sessions.";

    public enum Role {
        USER,
        ASSISTANT,
        TOOL
    }

    public enum Sort {
        RELEVANCE,
        NEWEST,
        OLDEST
    }

    public record Args(
            @Describe("Words that must all occur; also \"a phrase\", prefix*, OR, NOT")
            Optional<String> query,

            @Describe("With query: only there") Optional<String> session_id,

            @Describe("Number of an event, as after # in a link")
            Optional<Long> around,

            @Describe("Events before and after it, 1 to 20") @Default("5")
            int window,

            @Describe("Who said it; by default user and assistant")
            Optional<List<Role>> roles,

            @Default("relevance") Sort sort,

            @Describe("Sessions, 1 to 10") @Default("3") int limit) {
        /** Some models fill in what they do not mean. */
        Optional<String> words() {
            return query.filter(text -> !text.isBlank());
        }

        Optional<String> session() {
            return session_id.map(String::strip).filter(text -> !text.isEmpty());
        }
    }

    private final SessionSearch search;

    @Activate
    public SessionSearchTool(@Reference SessionSearch search) {
        super(
                ToolSpec.named("session_search")
                        .describedAs(DESCRIPTION)
                        .toolset("session")
                        .effects(EffectKind.READ),
                Args.class);
        this.search = search;
    }

    /** The journal is no resource that a policy has rows for: nothing outside of Talaria is touched. */
    @Override
    protected Effects effects(Args args, ToolCall call) {
        return Effects.reads();
    }

    @Override
    protected ToolResult call(Args args, ToolContext context) {
        try {
            context.cancellation().throwIfCancelled();
            return ToolResult.ok(text(args, context));
        } catch (Refusal e) {
            return ToolResult.error("session_search: " + e.getMessage());
        } catch (CancellationException e) {
            return ToolResult.interrupted("session_search was stopped before it had found anything.");
        } catch (TalariaException e) {
            return ToolResult.error("session_search: " + e.shown());
        }
    }

    private String text(Args args, ToolContext context) throws Refusal {
        refuseNonsense(args);
        SessionId asking = context.session();
        Optional<SessionId> session = sessionOf(args, context);
        if (args.words().isPresent()) {
            return Recalled.found(
                    search.find(query(args, session, asking)), args.words().get(), asking);
        } else if (session.isEmpty()) {
            return Recalled.latest(search.browse(Optional.of(asking), args.limit()));
        } else if (args.around().isPresent()) {
            long sequence = args.around().get();
            return Recalled.around(session.get(), search.around(session.get(), sequence, args.window()), sequence);
        }
        return Recalled.reading(search.read(session.get()));
    }

    /** The owner may recall all sessions; anybody else who talks to this instance only the one that they are in. */
    private static Optional<SessionId> sessionOf(Args args, ToolContext context) throws Refusal {
        Optional<SessionId> named =
                args.session().isPresent() ? Optional.of(id(args.session().get())) : Optional.empty();
        if (context.principal().id().equals(Principal.osUser().id())) {
            return named;
        }
        if (named.isPresent() && !named.get().equals(context.session())) {
            throw new Refusal("only this session, " + context.session().value() + ", can be recalled for "
                    + context.principal().name() + ". Leave 'session_id' out.");
        }
        return Optional.of(context.session());
    }

    private static Query query(Args args, Optional<SessionId> session, SessionId asking) {
        Set<Speaker> speakers = args.roles().orElse(List.of()).stream()
                .map(SessionSearchTool::speaker)
                .collect(Collectors.toSet());
        Order order = Order.valueOf(args.sort().name());
        int hits = session.isPresent() ? HITS_OF_ONE : HITS;
        return new Query(args.words().orElseThrow(), session, speakers, Optional.of(asking), order, args.limit(), hits);
    }

    private static Speaker speaker(Role role) {
        return switch (role) {
            case USER -> Speaker.USER;
            case ASSISTANT -> Speaker.MODEL;
            case TOOL -> Speaker.TOOL;
        };
    }

    private static SessionId id(String given) throws Refusal {
        try {
            return new SessionId(given);
        } catch (IllegalArgumentException e) {
            throw new Refusal("'session_id' is not the id of a session. Take one from a result, without the '#' part.");
        }
    }

    private static void refuseNonsense(Args args) throws Refusal {
        if (args.limit() < 1 || args.limit() > MOST_SESSIONS) {
            throw new Refusal("'limit' must be from 1 to " + MOST_SESSIONS + ".");
        }
        if (args.window() < 1 || args.window() > SessionSearch.WIDEST_WINDOW) {
            throw new Refusal("'window' must be from 1 to " + SessionSearch.WIDEST_WINDOW + ".");
        }
        if (args.around().isPresent() && args.session().isEmpty()) {
            throw new Refusal("'around' needs 'session_id': the part of a link before the '#'.");
        }
        if (args.around().isPresent() && args.words().isPresent()) {
            throw new Refusal("Give either 'query' or 'around'.");
        }
    }

    /** A call that cannot be answered; the message says what to do. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        Refusal(String message) {
            super(message);
        }
    }
}
