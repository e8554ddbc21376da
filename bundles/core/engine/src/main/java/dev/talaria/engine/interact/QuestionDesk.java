package dev.talaria.engine.interact;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.Principal;
import dev.talaria.api.interact.Answer;
import dev.talaria.api.interact.Interactions;
import dev.talaria.api.interact.PendingQuestion;
import dev.talaria.api.interact.Question;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Component;

/** Owns the questions that wait. A question is answered once, by the person it was put to, with one of its choices. */
@Component(service = {Interactions.class, QuestionDesk.class})
public final class QuestionDesk implements Interactions {
    private static final int ID_BITS = 96;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock = Clock.systemUTC();
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

    private record Waiting(PendingQuestion pending, AtomicReference<Answer> answer, CountDownLatch settled) {
        boolean settle(Answer value) {
            boolean first = answer.compareAndSet(null, value);
            settled.countDown();
            return first;
        }
    }

    @Override
    public List<PendingQuestion> pending() {
        return waiting.values().stream().map(Waiting::pending).toList();
    }

    @Override
    public boolean answer(String questionId, Principal by, String choiceId) {
        Waiting asked = waiting.get(questionId);
        if (asked == null || !asked.pending().answerer().id().equals(by.id())) {
            return false;
        }
        if (clock.instant().isAfter(asked.pending().expires())) {
            return false;
        }
        boolean known = asked.pending().question().choices().stream()
                .anyMatch(choice -> choice.id().equals(choiceId));
        return known && asked.settle(Answer.chosen(choiceId));
    }

    /** Puts the question to a person, through the listener, and waits. */
    public Answer ask(Question question, Principal answerer, AgentListener listener, Cancellation cancellation) {
        String id = new BigInteger(ID_BITS, random).toString(36);
        PendingQuestion pending =
                new PendingQuestion(id, question, answerer, clock.instant().plus(question.expiry()));
        Waiting entry = new Waiting(pending, new AtomicReference<>(), new CountDownLatch(1));
        waiting.put(id, entry);
        try (var registration = cancellation.onCancel(() -> entry.settle(Answer.none(Answer.Outcome.CANCELLED)))) {
            listener.on(new AgentEvent.QuestionAsked(pending));
            long left = Duration.between(clock.instant(), pending.expires()).toMillis();
            if (!entry.settled().await(Math.max(0, left), TimeUnit.MILLISECONDS)) {
                entry.settle(Answer.none(Answer.Outcome.EXPIRED));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            entry.settle(Answer.none(Answer.Outcome.CANCELLED));
        } finally {
            waiting.remove(id);
        }
        return entry.answer().get();
    }
}
