package dev.talaria.engine.turn;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.TalariaException;
import dev.talaria.api.model.Usage;
import dev.talaria.engine.interact.NoticeDesk;
import dev.talaria.engine.intercept.Interceptors;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.usage.UsageService;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What is around a turn while it runs: its name in the log, its time limit, who listens, who hears of its end. */
final class RunTurn {
    private static final Logger LOG = LoggerFactory.getLogger(RunTurn.class);

    private final Compact compact;
    private final CallModel callModel;
    private final RunTools runTools;
    private final Interceptors interceptors;
    private final NoticeDesk notices;
    private final UsageService usages;
    private final ScheduledExecutorService timer;

    RunTurn(
            Compact compact,
            CallModel callModel,
            RunTools runTools,
            Interceptors interceptors,
            NoticeDesk notices,
            UsageService usages,
            ScheduledExecutorService timer) {
        this.compact = compact;
        this.callModel = callModel;
        this.runTools = runTools;
        this.interceptors = interceptors;
        this.notices = notices;
        this.usages = usages;
        this.timer = timer;
    }

    /** Begins and runs a turn; what fails inside the engine becomes a result. */
    TurnResult inContext(String turn, Session session, Supplier<TurnResult> work) {
        MDC.put("session", session.id().value());
        MDC.put("turn", turn);
        try {
            return work.get();
        } catch (TalariaException | CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("A turn of {} failed inside the engine", session.key(), e);
            String problem =
                    "Talaria itself failed in this turn: " + e + "\nThe log has the details; the session is kept.";
            return new TurnResult(session.id(), TurnResult.Status.FAILED, "", problem, Usage.NONE, 0);
        } finally {
            MDC.remove("session");
            MDC.remove("turn");
        }
    }

    TurnResult run(TurnState turn) {
        notices.listen(turn.session.id(), turn.steering::tell);
        announce(turn);
        Duration limit = turn.settings.maxTurnTime();
        Future<?> alarm = timer.schedule(
                () -> {
                    turn.outOfTime = true;
                    turn.cancellation.cancel("the turn's time of " + limit.toSeconds() + " s is used up");
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            long start = System.nanoTime();
            TurnResult result = new Turn(turn, compact, callModel, runTools).run();
            interceptors.afterTurn(turn.info(), result, Duration.ofNanos(System.nanoTime() - start));
            return result;
        } finally {
            alarm.cancel(false);
            notices.stopListening(turn.session.id());
            usages.turnEnded(turn.id);
        }
    }

    private static void announce(TurnState turn) {
        turn.events.on(new AgentEvent.TurnStarted(
                turn.session.id(), turn.model, turn.settings.sandbox(), turn.settings.maxModelCalls()));
        if (!turn.model.endpoint().notice().isEmpty()) {
            turn.events.on(new AgentEvent.Notice(turn.model.endpoint().notice()));
        }
    }
}
