package dev.talaria.engine.compact;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.ModelFacts;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Models;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much the models take. An endpoint is asked now and then, the operator's lines are read each time. */
final class Windows {
    /** No model in use takes less: below it, nobody need be asked. */
    private static final long SMALLEST = 3_000;

    private static final Duration ASKED_AGAIN = Duration.ofMinutes(10);

    private final Models models;
    private final Clock clock;
    private final Map<ModelRef, Instant> asked = new ConcurrentHashMap<>();

    Windows(Models models, Clock clock) {
        this.models = models;
        this.clock = clock;
    }

    /**
     * In tokens; 0 if nobody knows.
     *
     * @param tokens that are to go in
     */
    long of(ModelRef model, long tokens, Cancellation cancellation) {
        if (tokens < SMALLEST) {
            return known(models.known(model));
        }
        Instant last = asked.get(model);
        if (last != null && last.plus(ASKED_AGAIN).isAfter(clock.instant())) {
            return known(models.known(model));
        }
        asked.put(model, clock.instant());
        return known(models.facts(model, cancellation));
    }

    private static long known(ModelFacts facts) {
        return facts.info().contextTokens().orElse(0);
    }
}
