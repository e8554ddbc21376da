package dev.talaria.engine.turn;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.interact.Interaction;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.checkpoint.CheckpointService;
import dev.talaria.engine.sandbox.HostSandbox;
import dev.talaria.engine.session.SessionEvent.ToolStarted;
import dev.talaria.engine.text.CallSummary;
import dev.talaria.engine.turn.RunTools.ToolResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The admitted calls of one reply in the air. A call starts when nothing before it that still runs or waits conflicts
 * with its effects, so that the order of conflicting calls is the model's. The turn's thread alone writes the journal:
 * <em>started</em> is durable before a call runs, <em>finished</em> soon after it ends.
 */
final class Flight {
    private final TurnState turn;
    private final List<PlannedCall> waiting;
    private final List<ToolRun> running = new ArrayList<>();
    private final CallStarter starter;
    private final Interaction person;
    private final ToolResults results;
    private final ContextHints hints;
    private final CheckpointService checkpoints;
    private final Semaphore news = new Semaphore(0);

    Flight(
            TurnState turn,
            List<PlannedCall> calls,
            CallStarter starter,
            Interaction person,
            ToolResults results,
            ContextHints hints,
            CheckpointService checkpoints) {
        this.checkpoints = checkpoints;
        this.turn = turn;
        this.waiting = new ArrayList<>(calls);
        this.starter = starter;
        this.person = person;
        this.results = results;
        this.hints = hints;
    }

    /** Returns when every call has its result in the journal. */
    void complete() {
        try (var registration = turn.cancellation.onCancel(news::release)) {
            while (!waiting.isEmpty() || !running.isEmpty()) {
                if (turn.cancellation.isCancelled()) {
                    stopAll();
                }
                startReady();
                awaitNews();
                giveUpOnLate();
                collect();
            }
        }
    }

    private void stopAll() {
        for (PlannedCall call : waiting) {
            results.add(
                    call.use(),
                    ToolResult.interrupted("Not run: the turn was stopped before this call began."),
                    Duration.ZERO);
        }
        waiting.clear();
        running.forEach(run -> run.stop(ToolRun.Stop.INTERRUPT));
    }

    private void startReady() {
        List<PlannedCall> ready = new ArrayList<>();
        List<PlannedCall> before = new ArrayList<>();
        running.forEach(run -> before.add(run.planned()));
        for (PlannedCall call : waiting) {
            boolean free =
                    before.stream().noneMatch(earlier -> earlier.effects().conflictsWith(call.effects()));
            if (free && running.size() + ready.size() < turn.settings.maxParallelCalls()) {
                ready.add(call);
            }
            before.add(call);
        }
        if (ready.isEmpty()) {
            return;
        }
        waiting.removeAll(ready);
        ready.removeIf(this::isOtherThanApproved);
        keepWorkspaceBefore(ready);
        for (PlannedCall call : ready) {
            List<String> effects =
                    call.effects().list().stream().map(Effect::toString).toList();
            turn.session.append(new ToolStarted(
                    call.use().id(), call.use().name(), effects, call.effects().idempotent()));
        }
        turn.session.commit();
        ready.forEach(this::start);
    }

    /** Between the answer and now a file that the call runs may have been swapped. */
    private boolean isOtherThanApproved(PlannedCall call) {
        String changed = starter.changedCode(turn, call);
        if (!changed.isEmpty()) {
            results.add(
                    call.use(),
                    ToolResult.denied("Not run: " + changed + " was changed after the call was approved. Call it again,"
                            + " and it is judged as it is now."),
                    Duration.ZERO);
        }
        return !changed.isEmpty();
    }

    /** Once in a turn, before its first call that may change the workspace. */
    private void keepWorkspaceBefore(List<PlannedCall> calls) {
        Optional<PlannedCall> changing = calls.stream()
                .filter(call -> call.effects().list().stream().anyMatch(Flight::mayChangeFiles))
                .findFirst();
        if (changing.isEmpty() || turn.checkpointed || !turn.settings.checkpoints()) {
            return;
        }
        turn.checkpointed = true;
        String summary = changing.get().use().name() + " "
                + CallSummary.of(changing.get().use());
        String problem = checkpoints.before(turn.request.cwd(), summary, turn.cancellation);
        if (!problem.isEmpty()) {
            turn.events.on(new AgentEvent.Notice("No checkpoint before this change: " + problem));
        }
    }

    private static boolean mayChangeFiles(Effect effect) {
        boolean local = HostSandbox.is(effect.resource().sandboxId())
                || effect.resource().equals(Resource.ANY);
        return local && (effect.kind() == EffectKind.WRITE || effect.kind() == EffectKind.EXECUTE);
    }

    private void start(PlannedCall call) {
        turn.events.on(new AgentEvent.ToolStarted(
                call.use().id(),
                call.use().name(),
                CallSummary.of(call.use()),
                call.use().rawArguments()));
        ToolRun run = new ToolRun(call, new CancellationSource(), settled -> news.release());
        running.add(run);
        starter.start(turn, run, person);
    }

    private void awaitNews() {
        long nanos = running.stream().mapToLong(this::untilDeadline).min().orElse(0);
        try {
            news.tryAcquire(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            news.drainPermits();
        } catch (InterruptedException e) {
            // Whoever interrupts the turn's thread wants the turn stopped: that is its outcome, with complete pairs.
            turn.cancellation.cancel("the turn's thread was interrupted");
        }
    }

    private long untilDeadline(ToolRun run) {
        return run.isStopped()
                ? run.untilAbandoned(turn.settings.stopPatience())
                : turn.settings.callTimeout().minus(run.took()).toNanos();
    }

    private void giveUpOnLate() {
        for (ToolRun run : running) {
            if (run.result() != null || untilDeadline(run) > 0) {
                continue;
            }
            if (run.isStopped()) {
                run.abandon();
            } else {
                run.stop(ToolRun.Stop.TIME_LIMIT);
            }
        }
    }

    private void collect() {
        List<ToolRun> ended =
                running.stream().filter(run -> run.result() != null).toList();
        if (ended.isEmpty()) {
            return;
        }
        running.removeAll(ended);
        for (ToolRun run : ended) {
            if (!run.directory().isEmpty()) {
                turn.place.moveTo(run.directory(), turn.cancellation);
            }
            results.add(
                    run.planned().use(),
                    hints.added(turn, run.planned(), Objects.requireNonNull(run.result())),
                    run.took());
        }
        if (!waiting.isEmpty() || !running.isEmpty()) {
            turn.session.commit();
        }
    }
}
