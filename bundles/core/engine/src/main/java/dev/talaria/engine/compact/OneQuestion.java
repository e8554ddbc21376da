package dev.talaria.engine.compact;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Models;
import dev.talaria.api.model.Purpose.Task;
import dev.talaria.engine.secret.Redactor;
import dev.talaria.spi.context.Compactor.Summarizer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one request of a compaction to the model for summaries, with a deadline; no secret goes with it. */
final class OneQuestion implements Summarizer {
    private static final long MOST_FOR_THOUGHTS = 4_000;

    private final Models models;
    private final Redactor redactor;
    private final ScheduledExecutorService timer;
    private final Duration deadline;
    private final ContextTask task;
    private final long thoughtTokens;
    private boolean asked;
    private boolean answered;
    private @Nullable ModelException failure;
    private @Nullable ModelRef model;

    /** @param window of the conversation's model, in tokens; 0 if nobody knows */
    OneQuestion(
            Models models,
            Redactor redactor,
            ScheduledExecutorService timer,
            Duration deadline,
            ContextTask task,
            long window) {
        this.models = models;
        this.redactor = redactor;
        this.timer = timer;
        this.deadline = deadline;
        this.task = task;
        this.thoughtTokens = window == 0 ? MOST_FOR_THOUGHTS : Math.min(MOST_FOR_THOUGHTS, window / 16);
    }

    @Override
    public String ask(String instructions, String text, int maxTokens) {
        if (asked) {
            throw new ModelException(
                    Reason.BAD_REQUEST,
                    "A compaction may ask its model once.",
                    "The bundle of the compactor must be updated or stopped.");
        }
        asked = true;
        try (CancellationSource cancellation = new CancellationSource(task.cancellation())) {
            Future<?> alarm = timer.schedule(
                    () -> cancellation.cancel("the summary took too long"), deadline.toMillis(), TimeUnit.MILLISECONDS);
            try {
                String said = send(instructions, text, maxTokens, cancellation);
                answered = !said.isBlank();
                return said;
            } finally {
                alarm.cancel(false);
            }
        } catch (ModelException e) {
            failure = e;
            throw e;
        } catch (CancellationException e) {
            task.cancellation().throwIfCancelled();
            failure = new ModelException(
                    Reason.TIMEOUT,
                    model() + " wrote no summary within " + deadline.toSeconds() + " s.",
                    "Choose a faster one: taskModels = compaction=ENDPOINT/MODEL in etc/dev.talaria.models.cfg.",
                    null,
                    e);
            throw failure;
        }
    }

    private String send(String instructions, String text, int maxTokens, Cancellation cancellation) {
        ModelRef chosen = models.forTask(Task.COMPACTION, task.model(), cancellation);
        model = chosen;
        ChatRequest request = new ChatRequest(
                        chosen.model(),
                        redactor.redact(instructions),
                        List.of(),
                        List.of(Message.user(redactor.redact(text))),
                        ToolChoice.NONE)
                .withMaxOutputTokens(maxTokens + thoughtTokens);
        return models.chat(chosen, request, task.purpose().withTask(Task.COMPACTION), ChatListener.SILENT, cancellation)
                .message()
                .text();
    }

    @Override
    public String model() {
        return model == null ? task.model().toString() : model.toString();
    }

    /** Whether a summary came. */
    boolean answered() {
        return answered;
    }

    /** Whether it was asked, and no summary came. */
    boolean failed() {
        return asked && !answered;
    }

    /** Why none came, if the endpoint has to say why. */
    Optional<ModelException> failure() {
        return Optional.ofNullable(failure);
    }
}
