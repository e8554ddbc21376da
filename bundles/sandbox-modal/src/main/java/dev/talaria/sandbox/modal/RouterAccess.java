package dev.talaria.sandbox.modal;

import dev.talaria.sandbox.modal.wire.ClientWire.TaskGetCommandRouterAccessResponse;
import io.grpc.Metadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** The right to talk to the router of one sandbox: a token that is renewed before it ends. */
final class RouterAccess {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Supplier<TaskGetCommandRouterAccessResponse> source;
    private final Clock clock;
    private String token;
    private Instant end;

    RouterAccess(
            TaskGetCommandRouterAccessResponse first,
            Supplier<TaskGetCommandRouterAccessResponse> source,
            Clock clock) {
        this.source = source;
        this.clock = clock;
        this.token = first.getJwt();
        this.end = Jwt.end(token).orElse(Instant.MAX);
    }

    synchronized String token() {
        if (clock.instant().plus(MARGIN).isAfter(end)) {
            renew();
        }
        return token;
    }

    /** It was refused. Does nothing if it has been renewed meanwhile. */
    synchronized void refused(String which) {
        if (which.equals(token)) {
            renew();
        }
    }

    private void renew() {
        token = source.get().getJwt();
        end = Jwt.end(token).orElse(Instant.MAX);
        if (end.isBefore(clock.instant().plus(MARGIN))) {
            // So short a life is not renewed in advance, or each call would.
            end = Instant.MAX;
        }
    }

    static Metadata headers(String token) {
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        return headers;
    }
}
