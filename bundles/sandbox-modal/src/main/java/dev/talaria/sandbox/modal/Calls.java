package dev.talaria.sandbox.modal;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.talaria.api.base.Cancellation;
import dev.talaria.sandbox.modal.wire.ClientWire.AuthTokenGetRequest;
import dev.talaria.sandbox.modal.wire.ClientWire.ClientType;
import dev.talaria.sandbox.modal.wire.ClientWire.RPCRetryPolicy;
import dev.talaria.sandbox.modal.wire.ClientWire.RPCStatus;
import dev.talaria.sandbox.modal.wire.ModalClientGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Calls of the control plane, as the official clients make them: who we are, tries with one key, waits on demand. */
final class Calls implements AutoCloseable {
    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final int RETRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_THROTTLE = Duration.ofSeconds(60);
    private static final Duration TOKEN_DEADLINE = Duration.ofSeconds(10);
    /** The behaviour that the server shall expect. */
    private static final String LIKE_CLIENT = "1.0.0";

    private final Account account;
    private final Connection connection;
    private final AuthToken token;

    Calls(Account account, Connection connection, Clock clock) {
        this.account = account;
        this.connection = connection;
        this.token = new AuthToken(this::fetchToken, clock);
    }

    private String fetchToken() {
        return tries(
                        ModalClientGrpc.getAuthTokenGetMethod(),
                        AuthTokenGetRequest.getDefaultInstance(),
                        TOKEN_DEADLINE,
                        new Attempts(false),
                        NEVER)
                .getToken();
    }

    /** @throws StatusRuntimeException if it fails, also after some tries where that may help */
    <Q, A> A ask(MethodDescriptor<Q, A> method, Q request, Duration deadline, Cancellation cancellation) {
        return tries(method, request, deadline, new Attempts(true), cancellation);
    }

    /** A call whose answer is a stream. */
    <Q, A> ClientCall<Q, A> stream(MethodDescriptor<Q, A> method) {
        Attempts attempts = new Attempts(true);
        return connection.call(method, attempts.headers(), CallOptions.DEFAULT);
    }

    private <Q, A> A tries(
            MethodDescriptor<Q, A> method, Q request, Duration deadline, Attempts attempts, Cancellation cancellation) {
        while (true) {
            try {
                return Connection.await(connection.ask(method, attempts.headers(), request, deadline), cancellation);
            } catch (StatusRuntimeException e) {
                Duration pause = attempts.pauseAfter(e).orElseThrow(() -> e);
                Pause.of(pause, cancellation);
            }
        }
    }

    /** The tries of one call. */
    private final class Attempts {
        private final String key = UUID.randomUUID().toString();
        private final boolean known;
        private final long begun = System.nanoTime();
        private String used = "";
        private int retries;
        private int throttled;
        private boolean renewed;
        private Duration pause = FIRST_PAUSE;
        private Duration throttle = Duration.ZERO;

        /** @param known whether it goes with the short-lived token */
        Attempts(boolean known) {
            this.known = known;
        }

        Metadata headers() {
            Metadata headers = new Metadata();
            put(headers, "x-modal-client-type", Integer.toString(ClientType.CLIENT_TYPE_LIBMODAL_VALUE));
            put(headers, "x-modal-client-version", LIKE_CLIENT);
            put(headers, "x-modal-libmodal-version", "talaria/0.1");
            put(headers, "x-modal-token-id", account.credentials().id());
            put(headers, "x-modal-token-secret", account.credentials().secret());
            put(headers, "x-idempotency-key", key);
            put(headers, "x-retry-attempt", Integer.toString(retries));
            put(headers, "x-throttle-retry-attempt", Integer.toString(throttled));
            if (retries + throttled > 0) {
                put(headers, "x-retry-delay", Double.toString((System.nanoTime() - begun) / 1e9));
            }
            if (known) {
                used = token.get();
                put(headers, "x-modal-auth-token", used);
            }
            return headers;
        }

        /** @return empty if another try is of no use */
        Optional<Duration> pauseAfter(StatusRuntimeException e) {
            Optional<Duration> dictated = dictated(e);
            if (dictated.isPresent()) {
                throttled++;
                throttle = throttle.plus(dictated.get());
                return throttle.compareTo(LONGEST_THROTTLE) > 0 ? Optional.empty() : dictated;
            }
            if (known && !renewed && e.getStatus().getCode() == Status.Code.UNAUTHENTICATED) {
                renewed = true;
                token.refused(used);
                return Optional.of(Duration.ZERO);
            }
            if (retries == RETRIES || !Failures.mayPass(e.getStatus())) {
                return Optional.empty();
            }
            retries++;
            Duration now = pause;
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            return Optional.of(now);
        }
    }

    private static void put(Metadata headers, String name, String value) {
        headers.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    }

    /** How long to wait, if the server says so. */
    private static Optional<Duration> dictated(StatusRuntimeException e) {
        byte[] details = e.getTrailers() == null ? null : e.getTrailers().get(DETAILS);
        if (details == null) {
            return Optional.empty();
        }
        try {
            for (Any detail : RPCStatus.parseFrom(details).getDetailsList()) {
                if (detail.getTypeUrl().endsWith("/modal.client.RPCRetryPolicy")) {
                    float seconds = RPCRetryPolicy.parseFrom(detail.getValue()).getRetryAfterSecs();
                    return Optional.of(Duration.ofMillis((long) (Math.max(seconds, 0.1f) * 1_000)));
                }
            }
        } catch (InvalidProtocolBufferException broken) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** For what nobody stops. */
    static final Cancellation NEVER = new dev.talaria.api.base.CancellationSource();

    @Override
    public void close() {
        connection.close();
    }
}
