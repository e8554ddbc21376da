package dev.talaria.engine.model;

import dev.talaria.api.model.ModelException;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * What to do after a failure: the same endpoint again after a while, the next one, or nothing.
 *
 * @param pause before the next try of the same endpoint
 * @param coolDown how long others are preferred to this endpoint
 */
record Recovery(Step step, Duration pause, Duration coolDown) {
    enum Step {
        AGAIN,
        NEXT,
        GIVE_UP
    }

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);
    private static final Duration LONGEST_COOL_DOWN = Duration.ofHours(1);
    /** People wait for these: nobody listens at an address, mostly until somebody starts the server. */
    private static final int TRIES_OF_THE_UNREACHABLE = 3;

    /**
     * @param tries how often this endpoint was asked already
     * @param chance from 0 to 1, so that many callers do not come back at the same moment
     */
    static Recovery after(ModelException failure, int tries, ModelSettings settings, DoubleSupplier chance) {
        return switch (failure.reason()) {
            // The same request fails everywhere alike, or must be changed first.
            case CONTEXT_OVERFLOW,
                    CONTENT_POLICY,
                    IMAGES_REFUSED,
                    REASONING_REFUSED,
                    BAD_REQUEST,
                    NO_ENDPOINT,
                    OVER_BUDGET -> new Recovery(Step.GIVE_UP, Duration.ZERO, Duration.ZERO);
            case AUTHENTICATION -> next(Duration.ofMinutes(5));
            case BILLING -> next(Duration.ofHours(1));
            case MODEL_NOT_FOUND, UNKNOWN_PRICE -> next(Duration.ZERO);
            case RATE_LIMIT -> limited(failure, tries, settings, chance);
            case UNREACHABLE ->
                again(failure, tries, Math.min(settings.retries(), TRIES_OF_THE_UNREACHABLE - 1), settings, chance);
            case OVERLOADED, SERVER_ERROR, TIMEOUT, MALFORMED_REPLY, UNKNOWN ->
                again(failure, tries, settings.retries(), settings, chance);
        };
    }

    /** A limit on a key lasts: it is tried once more, after the server's own wait, then the next key is. */
    private static Recovery limited(ModelException failure, int tries, ModelSettings settings, DoubleSupplier chance) {
        Duration said = failure.retryAfter().orElse(Duration.ofSeconds(60));
        return failure.retryAfter().isPresent()
                ? again(failure, tries, Math.min(settings.retries(), 2), settings, chance)
                : tries <= Math.min(settings.retries(), 1)
                        ? new Recovery(Step.AGAIN, backOff(tries, chance), Duration.ZERO)
                        : next(said);
    }

    private static Recovery again(
            ModelException failure, int tries, int most, ModelSettings settings, DoubleSupplier chance) {
        Duration wait = failure.retryAfter().orElseGet(() -> backOff(tries, chance));
        if (tries > most || wait.compareTo(settings.longestWait()) > 0) {
            return next(failure.retryAfter().orElse(LONGEST_BACK_OFF));
        }
        return new Recovery(Step.AGAIN, wait, Duration.ZERO);
    }

    private static Recovery next(Duration coolDown) {
        Duration bounded = coolDown.compareTo(LONGEST_COOL_DOWN) > 0 ? LONGEST_COOL_DOWN : coolDown;
        return new Recovery(Step.NEXT, Duration.ZERO, bounded);
    }

    /** Doubles from one second; between half of it and the whole. */
    private static Duration backOff(int tries, DoubleSupplier chance) {
        Duration whole = FIRST_WAIT.multipliedBy(1L << Math.min(tries - 1, 10));
        Duration bounded = whole.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : whole;
        return Duration.ofMillis((long) (bounded.toMillis() * (0.5 + chance.getAsDouble() / 2)));
    }
}
