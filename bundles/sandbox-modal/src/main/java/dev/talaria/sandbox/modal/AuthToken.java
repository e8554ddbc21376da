package dev.talaria.sandbox.modal;

import io.grpc.StatusRuntimeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The short-lived token of the control plane: fetched when it is needed, and again after half its life. */
final class AuthToken {
    private static final Logger LOG = LoggerFactory.getLogger(AuthToken.class);
    private static final Duration USUAL_LIFE = Duration.ofMinutes(20);

    private final Supplier<String> source;
    private final Clock clock;
    private String token = "";
    private Instant renewal = Instant.MIN;
    private Instant end = Instant.MIN;

    AuthToken(Supplier<String> source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** One that can be used now. Whoever comes while it is fetched waits for the same one. */
    synchronized String get() {
        Instant now = clock.instant();
        if (now.isBefore(renewal)) {
            return token;
        }
        try {
            token = source.get();
        } catch (StatusRuntimeException e) {
            if (!now.isBefore(end) || !Failures.mayPass(e.getStatus())) {
                throw e;
            }
            LOG.debug("The token of Modal cannot be renewed yet: {}", e.getStatus());
            return token;
        }
        end = Jwt.end(token).orElse(now.plus(USUAL_LIFE));
        renewal = now.plus(Duration.between(now, end).dividedBy(2));
        return token;
    }

    /** It was refused: another one next time. */
    synchronized void refused(String which) {
        if (which.equals(token)) {
            renewal = Instant.MIN;
            end = Instant.MIN;
        }
    }
}
