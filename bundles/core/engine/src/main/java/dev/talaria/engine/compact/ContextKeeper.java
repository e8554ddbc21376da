package dev.talaria.engine.compact;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.context.Compaction;
import dev.talaria.api.context.Compaction.Cut;
import dev.talaria.api.context.ContextUsage;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Models;
import dev.talaria.api.prompt.PromptEpoch;
import dev.talaria.engine.context.Compactors;
import dev.talaria.engine.context.ContextSettings;
import dev.talaria.engine.secret.Redactor;
import dev.talaria.engine.session.Conversation;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.SessionEvent.Compacted;
import dev.talaria.spi.context.Compactor.Request;
import dev.talaria.spi.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a conversation shorter when it has to be: when what the model counted says so, when an estimate alone is over the
 * whole window, when the provider refused it as too long, or when a person wants it. What becomes of it is on disk before
 * the next request is built.
 */
public final class ContextKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(ContextKeeper.class);

    private final Compactors compactors;
    private final Models models;
    private final Redactor redactor;
    private final ScheduledExecutorService timer;
    private final Windows windows;
    private final Attempts attempts;

    public ContextKeeper(
            Compactors compactors,
            Models models,
            Store store,
            Redactor redactor,
            ScheduledExecutorService timer,
            Clock clock) {
        this.compactors = compactors;
        this.models = models;
        this.redactor = redactor;
        this.timer = timer;
        this.windows = new Windows(models, clock);
        this.attempts = new Attempts(store, clock);
    }

    private enum Why {
        /** The model counted so many tokens. */
        COUNTED,
        /** It cannot be sent as it is. */
        OVERFLOW,
        PERSON
    }

    /** @param model null if there is none; nobody knows its window then */
    public ContextUsage usage(
            Conversation conversation,
            @Nullable PromptEpoch epoch,
            @Nullable ModelRef model,
            Cancellation cancellation) {
        Measure measure = Measure.of(conversation, epoch);
        long window = model == null ? 0 : windows.of(model, measure.tokens(), cancellation);
        long threshold = window == 0 ? 0 : compactors.settings().threshold(window);
        return new ContextUsage(measure.tokens(), measure.counted(), window, threshold, conversation.compactions());
    }

    /** Before a request. */
    public void beforeRequest(ContextTask task) {
        Measure measure = Measure.of(task.session().conversation(), task.epoch());
        long window = windows.of(task.model(), measure.tokens(), task.cancellation());
        if (window == 0) {
            return;
        }
        boolean tooLong = measure.counted() == 0 && measure.tokens() > window;
        boolean due = measure.counted() > 0
                && measure.tokens() >= compactors.settings().threshold(window);
        if ((tooLong || due) && attempts.allowed(task.session().id(), measure.tokens())) {
            shorten(task, measure, window, tooLong ? Why.OVERFLOW : Why.COUNTED, "");
        }
    }

    /**
     * The provider refused the request as too long.
     *
     * @return whether it is worth another try
     */
    public boolean afterOverflow(ContextTask task) {
        Measure measure = Measure.of(task.session().conversation(), task.epoch());
        long said = windows.of(task.model(), measure.tokens(), task.cancellation());
        // A window of which not even half was used is another than the one that refused.
        long window = said == 0 || measure.tokens() * 2 < said ? guessed(measure) : said;
        Measure proven = new Measure(Math.max(measure.tokens(), window), measure.counted(), measure.prefix());
        return shorten(task, proven, window, Why.OVERFLOW, "");
    }

    /** Between what went through and what did not; rather too small, as it is asked once more only. */
    private static long guessed(Measure measure) {
        long went = measure.counted() > 0 ? measure.counted() : measure.tokens() / 2;
        return Math.max(measure.tokens() / 4, Math.min(went, measure.tokens() * 3 / 4));
    }

    /**
     * A person wants it, however long it is.
     *
     * @throws ModelException if the model for summaries cannot be had now; nothing changed then
     */
    public void forPerson(ContextTask task, String focus) {
        Measure measure = Measure.of(task.session().conversation(), task.epoch());
        long window = windows.of(task.model(), measure.tokens(), task.cancellation());
        shorten(task, measure, window, Why.PERSON, focus);
    }

    private boolean shorten(ContextTask task, Measure measure, long window, Why why, String focus) {
        Session session = task.session();
        ContextSettings settings = compactors.settings();
        Request request = new Request(
                session.conversation().entries(),
                measure.tokens(),
                measure.prefix(),
                window,
                target(settings, measure, window, why),
                focus);
        List<OneQuestion> questions = new ArrayList<>();
        Optional<Compaction> proposed = compactors.propose(
                request,
                () -> {
                    questions.add(new OneQuestion(models, redactor, timer, settings.summaryTimeout(), task, window));
                    return questions.get(questions.size() - 1);
                },
                this::redacted,
                session.conversation()::objection,
                problem -> task.events().on(new AgentEvent.Notice(problem)),
                task.cancellation());
        OneQuestion question = questions.get(questions.size() - 1);
        if (why != Why.OVERFLOW
                && question.failure().filter(ContextKeeper::passes).isPresent()) {
            return keepWhole(task, question.failure().get(), why);
        }
        if (question.failed()) {
            attempts.failed(session.id());
        } else if (question.answered()) {
            attempts.answered(session.id());
        }
        proposed.ifPresent(compaction -> commit(task, compaction, measure));
        if (proposed.isEmpty() && attempts.saved(session.id(), measure.tokens(), measure.tokens())) {
            inVain(task);
        }
        return proposed.isPresent();
    }

    private static long target(ContextSettings settings, Measure measure, long window, Why why) {
        long target = settings.target(window > 0 ? window : measure.tokens());
        return why == Why.PERSON ? Math.min(target, measure.tokens() / 2) : target;
    }

    /** What may be otherwise in a while; a summary by a model is better than one without. */
    private static boolean passes(ModelException failure) {
        return switch (failure.reason()) {
            case AUTHENTICATION,
                    BILLING,
                    RATE_LIMIT,
                    OVERLOADED,
                    UNREACHABLE,
                    MODEL_NOT_FOUND,
                    NO_ENDPOINT,
                    OVER_BUDGET,
                    UNKNOWN_PRICE -> true;
            case CONTEXT_OVERFLOW,
                    SERVER_ERROR,
                    TIMEOUT,
                    MALFORMED_REPLY,
                    CONTENT_POLICY,
                    IMAGES_REFUSED,
                    REASONING_REFUSED,
                    BAD_REQUEST,
                    UNKNOWN -> false;
        };
    }

    private boolean keepWhole(ContextTask task, ModelException failure, Why why) {
        Duration pause = attempts.failed(task.session().id());
        if (why == Why.PERSON) {
            throw failure;
        }
        String told = "The conversation stays as long as it is: no summary can be had now (" + failure.getMessage()
                + "). It is tried again in " + pause.toSeconds() + " s.";
        LOG.warn("{}: {}", task.session().key(), told);
        task.events().on(new AgentEvent.Notice(told));
        return false;
    }

    private Compaction redacted(Compaction proposed) {
        return new Compaction(
                proposed.headEnd(),
                proposed.tailStart(),
                proposed.kept(),
                redactor.redact(proposed.summary()),
                redactor.redact(proposed.how()),
                proposed.cuts().stream()
                        .map(cut -> new Cut(cut.entry(), cut.callId(), redactor.redact(cut.text())))
                        .toList());
    }

    private void commit(ContextTask task, Compaction compaction, Measure measure) {
        Session session = task.session();
        long estimateBefore =
                measure.prefix() + Measure.estimate(session.conversation().entries());
        session.append(new Compacted(compaction));
        task.newEpoch().run();
        session.commit();
        long estimateAfter =
                measure.prefix() + Measure.estimate(session.conversation().entries());
        long after = Math.round((double) measure.tokens() * estimateAfter / Math.max(1, estimateBefore));
        LOG.info("{}: context {} -> {} tokens, {}", session.key(), measure.tokens(), after, compaction.how());
        task.events().on(new AgentEvent.Compacted(measure.tokens(), after, compaction.how()));
        if (attempts.saved(session.id(), measure.tokens(), after)) {
            inVain(task);
        }
    }

    private static void inVain(ContextTask task) {
        task.events()
                .on(new AgentEvent.Notice("Making the conversation shorter saves too little; it is left alone until it"
                        + " has grown. Begin a new session, or choose a model with a larger window."));
    }
}
