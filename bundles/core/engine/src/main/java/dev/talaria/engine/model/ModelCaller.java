package dev.talaria.engine.model;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.EndpointStatus;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Purpose;
import dev.talaria.spi.model.ChatModel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a model, again where that may help, then the others that would do. Decisions are {@link Recovery}'s; here they are
 * carried out. Every turn begins with its own model, unless that one is out of favour.
 */
final class ModelCaller {
    /** Somebody who can be asked. */
    record Candidate(ModelRef ref, ChatModel model) {}

    /** Waits; cut short by the cancellation. */
    interface Sleeper {
        void sleep(Duration time, Cancellation cancellation);
    }

    private final Clock clock;
    private final Sleeper sleeper;
    private final DoubleSupplier chance;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    ModelCaller(Clock clock, Sleeper sleeper, DoubleSupplier chance) {
        this.clock = clock;
        this.sleeper = sleeper;
        this.chance = chance;
    }

    ModelCaller() {
        this(Clock.systemUTC(), ModelCaller::sleep, () -> ThreadLocalRandom.current()
                .nextDouble());
    }

    EndpointStatus status(String endpoint) {
        Lane lane = lane(endpoint);
        return new EndpointStatus(lane.inFlight(), lane.waiting(), lane.coolsUntil(), lane.lastProblem());
    }

    void forget(String endpoint) {
        lanes.remove(endpoint);
    }

    private Lane lane(String endpoint) {
        return lanes.computeIfAbsent(endpoint, name -> new Lane(clock));
    }

    /** @param candidates in the order of preference; not empty */
    ChatResponse chat(
            List<Candidate> candidates,
            ChatRequest request,
            Purpose purpose,
            ModelSettings settings,
            ChatListener listener,
            Cancellation cancellation) {
        List<Candidate> order = new ArrayList<>(candidates);
        order.sort(Comparator.comparing(candidate ->
                lane(candidate.ref().endpoint().name()).coolsUntil().isPresent()));
        Tried tried = new Tried(clock.millis());
        for (int i = 0; i < order.size(); i++) {
            Candidate candidate = order.get(i);
            if (i > 0) {
                listener.onRetry(tried.lastProblem() + "; asking " + candidate.ref() + " instead");
            }
            Optional<ChatResponse> reply = ask(candidate, request, purpose, settings, listener, cancellation, tried);
            if (reply.isPresent()) {
                return reply.get();
            }
        }
        throw tried.failure(clock.millis());
    }

    /** @return empty if the next one is to be asked */
    private Optional<ChatResponse> ask(
            Candidate candidate,
            ChatRequest request,
            Purpose purpose,
            ModelSettings settings,
            ChatListener listener,
            Cancellation cancellation,
            Tried tried) {
        Lane lane = lane(candidate.ref().endpoint().name());
        ChatRequest own = request.withModel(candidate.ref().model());
        for (int tries = 1; ; tries++) {
            cancellation.throwIfCancelled();
            listener.onAsking(candidate.ref());
            lane.enter(purpose.urgency(), settings.concurrent(), cancellation);
            ModelException failure;
            try {
                ChatResponse reply = candidate.model().chat(own, listener, cancellation);
                lane.succeeded();
                return Optional.of(reply);
            } catch (ModelException e) {
                failure = e;
            } finally {
                lane.leave();
            }
            tried.add(candidate.ref(), failure);
            Recovery recovery = Recovery.after(failure, tries, settings, chance);
            switch (recovery.step()) {
                case GIVE_UP -> throw tried.failure(clock.millis());
                case NEXT -> {
                    lane.failed(tried.lastProblem(), recovery.coolDown());
                    return Optional.empty();
                }
                case AGAIN -> {
                    lane.failed(tried.lastProblem(), Duration.ZERO);
                    listener.onRetry(tried.lastProblem() + "; trying again in " + seconds(recovery.pause()));
                    sleeper.sleep(recovery.pause(), cancellation);
                }
            }
        }
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1_000.0);
    }

    private static void sleep(Duration time, Cancellation cancellation) {
        CountDownLatch stopped = new CountDownLatch(1);
        try (var registration = cancellation.onCancel(stopped::countDown)) {
            stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting for a model");
        }
        cancellation.throwIfCancelled();
    }

    /** What was tried, for the error that ends it. */
    private static final class Tried {
        private final long begun;
        private final List<String> others = new ArrayList<>();
        private @Nullable ModelRef first;
        private @Nullable ModelException failure;
        private String last = "";
        private int tries;

        Tried(long begun) {
            this.begun = begun;
        }

        void add(ModelRef model, ModelException problem) {
            last = model + ": " + firstLine(problem.getMessage());
            if (first == null || first.equals(model)) {
                first = model;
                failure = problem;
                tries++;
            } else {
                others.removeIf(line -> line.startsWith(model + ":"));
                others.add(last);
            }
        }

        String lastProblem() {
            return last;
        }

        /** The first model's failure, which is what the person chose, and what became of the others. */
        ModelException failure(long now) {
            ModelException cause = failure == null
                    ? new ModelException(ModelException.Reason.UNKNOWN, "Nothing was asked.", "Report this.")
                    : failure;
            if (tries <= 1 && others.isEmpty()) {
                return cause;
            }
            String message = cause.getMessage()
                    + (tries > 1
                            ? "\nTried " + tries + " times in " + seconds(Duration.ofMillis(now - begun)) + "."
                            : "")
                    + (others.isEmpty() ? "" : "\nAlso failed: " + String.join("; ", others));
            return new ModelException(
                    cause.reason(), message, cause.remedy(), cause.retryAfter().orElse(null), cause);
        }

        private static String firstLine(@Nullable String text) {
            return text == null ? "" : text.lines().findFirst().orElse("");
        }
    }
}
