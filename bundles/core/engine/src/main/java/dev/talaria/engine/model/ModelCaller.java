package dev.talaria.engine.model;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.EndpointStatus;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Purpose;
import dev.talaria.engine.usage.Estimate;
import dev.talaria.engine.usage.Reservation;
import dev.talaria.engine.usage.UsageService;
import dev.talaria.spi.model.ChatModel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Asks a model, again where that may help, then the others that would do. Decisions are {@link Recovery}'s; here they are
 * carried out. Every turn begins with its own model, unless that one is out of favour.
 */
final class ModelCaller {
    /**
     * Somebody who can be asked.
     *
     * @param info what is known of the model; told whether its price must be known
     */
    record Candidate(ModelRef ref, ChatModel model, Function<Boolean, ModelInfo> info) {}

    /** One question, whoever answers it. */
    record Asking(
            ChatRequest request,
            Purpose purpose,
            ModelSettings settings,
            ChatListener listener,
            Cancellation cancellation) {}

    /** Waits; cut short by the cancellation. */
    interface Sleeper {
        void sleep(Duration time, Cancellation cancellation);
    }

    private final Clock clock;
    private final Sleeper sleeper;
    private final DoubleSupplier chance;
    private final UsageService usages;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    ModelCaller(UsageService usages, Clock clock, Sleeper sleeper, DoubleSupplier chance) {
        this.usages = usages;
        this.clock = clock;
        this.sleeper = sleeper;
        this.chance = chance;
    }

    ModelCaller(UsageService usages) {
        this(usages, Clock.systemUTC(), ModelCaller::sleep, () -> ThreadLocalRandom.current()
                .nextDouble());
    }

    EndpointStatus status(String endpoint) {
        return lane(endpoint).status();
    }

    void forget(String endpoint) {
        lanes.remove(endpoint);
    }

    private Lane lane(String endpoint) {
        return lanes.computeIfAbsent(endpoint, name -> new Lane(clock));
    }

    /** @param candidates in the order of preference; not empty */
    ChatResponse chat(List<Candidate> candidates, Asking asking) {
        List<Candidate> order = new ArrayList<>(candidates);
        order.sort(Comparator.comparing(candidate ->
                lane(candidate.ref().endpoint().name()).coolsUntil().isPresent()));
        Tried tried = new Tried(clock.millis());
        for (int i = 0; i < order.size(); i++) {
            Candidate candidate = order.get(i);
            if (i > 0) {
                asking.listener().onRetry(tried.lastProblem() + "; asking " + candidate.ref() + " instead");
            }
            Optional<ChatResponse> reply = ask(candidate, asking, tried);
            if (reply.isPresent()) {
                return reply.get();
            }
        }
        throw tried.failure(clock.millis());
    }

    /** @return empty if the next one is to be asked */
    private Optional<ChatResponse> ask(Candidate candidate, Asking asking, Tried tried) {
        Lane lane = lane(candidate.ref().endpoint().name());
        for (int tries = 1; ; tries++) {
            asking.cancellation().throwIfCancelled();
            asking.listener().onAsking(candidate.ref());
            ModelException failure;
            try {
                ChatResponse reply = once(candidate, lane, asking);
                lane.succeeded();
                return Optional.of(reply);
            } catch (ModelException e) {
                failure = e;
                lane.countFailure();
            }
            tried.add(candidate.ref(), failure);
            Recovery recovery = Recovery.after(failure, tries, asking.settings(), chance);
            switch (recovery.step()) {
                case GIVE_UP -> throw tried.failure(clock.millis());
                case NEXT -> {
                    lane.failed(tried.lastProblem(), recovery.coolDown());
                    return Optional.empty();
                }
                case AGAIN -> {
                    lane.failed(tried.lastProblem(), Duration.ZERO);
                    asking.listener()
                            .onRetry(tried.lastProblem() + "; trying again in " + Tried.seconds(recovery.pause()));
                    sleeper.sleep(recovery.pause(), asking.cancellation());
                }
            }
        }
    }

    /** One try: set aside, wait for a place, send, count. */
    private ChatResponse once(Candidate candidate, Lane lane, Asking asking) {
        LaneLimits limits = asking.settings().limits(candidate.ref().endpoint().name());
        ChatRequest own = asking.request().withModel(candidate.ref().model());
        try (Reservation reservation = usages.reserve(candidate.ref(), asking.purpose(), own, candidate.info())) {
            long estimated = limits.tokensPerMinute() > 0 ? Estimate.tokens(own) : 0;
            RateWindow.Entry place = lane.enter(asking.purpose().urgency(), limits, estimated, asking.cancellation());
            long used = estimated;
            HeardListener heard = new HeardListener(asking.listener());
            try {
                ChatResponse reply =
                        reservation.used(candidate.model().chat(reservation.request(), heard, asking.cancellation()));
                used = reply.usage().inputTokens() + reply.usage().outputTokens();
                return reply;
            } catch (ModelException | CancellationException e) {
                if (mayBePaid(e, heard)) {
                    reservation.lost(heard.bytes());
                }
                throw e;
            } finally {
                lane.leave(place, used);
            }
        }
    }

    /** Whether the endpoint had begun to work when it ended. */
    private static boolean mayBePaid(RuntimeException failure, HeardListener heard) {
        return heard.bytes() > 0
                || failure instanceof ModelException said
                        && (said.reason() == Reason.TIMEOUT || said.reason() == Reason.MALFORMED_REPLY);
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
}
